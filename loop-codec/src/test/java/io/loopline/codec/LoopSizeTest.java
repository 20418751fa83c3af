package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.LoopState;
import io.loopline.core.Step;
import io.loopline.event.VerdictDecision;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** A loop's history grows by the same amount with every iteration, and its state does not grow. */
class LoopSizeTest {
  private static final StateCodec<LoopStateRecord> STATE = StateCodec.of(LoopStateRecord.class);
  private static final List<Integer> READ_AT = List.of(10, 100, 1_000);

  private static final int DECISIONS_PER_ITERATION = 4;

  /** Largest sizes in bytes in the ten iterations up to one. */
  private record Sizes(int state, int entries, int rows, Map<String, Integer> events) {}

  @Test
  void shouldKeepStateAndEventsAtTheirSizeForAThousandIterations() {
    // Given
    List<Sizes> sizes = new ArrayList<>();
    Course course = LongCourse.until(1);

    // When
    for (int i = 1; i < 1_000; i++) {
      iterate(course, i);
      if (READ_AT.contains(i + 1)) {
        // the window fills and is compacted within these
        int newest = Math.min(course.sent().size(), 10 * DECISIONS_PER_ITERATION);
        Sizes measured =
            measure(
                course, course.sent().subList(course.sent().size() - newest, course.sent().size()));
        System.out.printf("up to iteration %,d: %s%n", i + 1, measured);
        sizes.add(measured);
      }
    }

    // Then
    Sizes hundred = sizes.get(1);
    Sizes thousand = sizes.get(2);
    assertThat(thousand.state()).isLessThan(4_096).isLessThan(hundred.state() * 5 / 4);
    assertThat(thousand.entries()).isLessThanOrEqualTo(64);
    assertThat(thousand.rows()).isLessThanOrEqualTo(65);
    thousand
        .events()
        .forEach((name, bytes) ->
            assertThat(bytes).as(name).isLessThan(hundred.events().getOrDefault(name, 0) * 5 / 4));
  }

  private static void iterate(Course course, int i) {
    course
        .take(planned(request(i, Step.PLAN, 0), "workspace", "sql"))
        .take(observed(request(i, Step.ACT, 0), CHANGED, null))
        .take(observed(request(i, Step.ACT, 1), CHANGED, null))
        .take(judged(request(i, Step.VERIFY, 0), VerdictDecision.CONTINUE, 0.5, CHANGED));
  }

  private static Sizes measure(Course course, List<Course.Sent> sent) {
    int state = 0;
    int entries = 0;
    Map<String, Integer> events = new TreeMap<>();
    for (Course.Sent each : sent) {
      LoopState next = each.decision().transition().next();
      entries = Math.max(entries, ((LoopState.Live) next).context().entries().size());
      state = Math.max(state, STATE.encode(LoopStateCodec.encode(next)).length);
      for (Outgoing<?> event : each.events()) {
        events.merge(event.event().getSchema().getName(), bytes(event.event()), Math::max);
      }
    }
    return new Sizes(state, entries, course.rowCount(), events);
  }

  private static int bytes(SpecificRecord event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }
}
