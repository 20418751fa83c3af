package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.PlanRequest;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import io.loopline.state.TimerRecord;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timer that fails on its loop's state must not stop the timers behind it, nor fire for ever. */
class BrokenTimerTest {
  private static final Duration PLAN_TIMEOUT = Duration.ofMinutes(2);
  private static final Instant DUE = DrivenController.START.plus(PLAN_TIMEOUT);

  private DrivenController controller;

  /** A sound loop, and in front of its timer the timer of a loop whose state cannot be. */
  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
    controller.submit(goal("sound"));
    controller.events(LoopTopics.PLAN_REQUESTS);
    StateCodec<LoopStateRecord> codec = StateCodec.of(LoopStateRecord.class);
    LoopStateRecord impossible = codec.decode(controller.row(LoopStores.LOOPS, key("sound")));
    impossible.getLive().getTerms().setWindowTokens(0);
    controller.put(LoopStores.LOOPS, key("broken"), codec.encode(impossible));
    controller.put(
        LoopStores.TIMERS,
        TimerKey.of(DUE, "broken"),
        StateCodec.of(TimerRecord.class).encode(new TimerRecord("broken", DUE)));
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void shouldSetTheTimerAsideUnderItsCoordinatesWhenItFails() {
    // When
    controller.advance(PLAN_TIMEOUT);

    // Then
    List<KeyValue<String, DeadLetter>> letters = controller.records(LoopTopics.DEAD_LETTERS);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().key).isEqualTo(LoopStores.TIMERS + "/0/" + DUE.toEpochMilli());
    DeadLetter letter = letters.getFirst().value;
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.PROCESSING_FAILED);
    assertThat(letter.getMessage()).contains("a timer failed", "windowTokens is below 1");
  }

  @Test
  void shouldFireTheTimersBehindItWhenATimerFails() {
    // When
    controller.advance(PLAN_TIMEOUT);

    // Then
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS))
        .extracting(PlanRequest::getLoopId)
        .containsExactly("sound");
  }

  @Test
  void shouldRemoveTheTimerWhenItFailed() {
    // Given
    controller.advance(PLAN_TIMEOUT);
    controller.events(LoopTopics.DEAD_LETTERS);

    // When
    controller.advance(PLAN_TIMEOUT);

    // Then
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
    assertThat(controller.rows(LoopStores.TIMERS))
        .doesNotContain(TimerKey.of(DUE, "broken"))
        .hasSize(1);
  }

  @Test
  void shouldStopRatherThanSkipWhenTheStoreHoldsNoStateAtAll() {
    // Given bytes that a broken disk or another version left
    controller.put(LoopStores.LOOPS, key("broken"), new byte[] {1, 2, 3});

    // When
    assertThatThrownBy(() -> controller.advance(PLAN_TIMEOUT))
        .isInstanceOf(StreamsException.class)
        .hasRootCauseMessage("stored LoopStateRecord: 3 bytes without the single-object marker");

    // Then
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
  }

  private static Bytes key(String loopId) {
    return Bytes.wrap(loopId.getBytes(StandardCharsets.UTF_8));
  }
}
