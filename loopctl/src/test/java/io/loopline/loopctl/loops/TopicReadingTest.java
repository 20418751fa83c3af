package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicReadingTest {

  private static final TickingClock CLOCK = new TickingClock(Events.START, Duration.ofSeconds(1));
  private static final String TRANSITIONS = LoopTopics.TRANSITIONS.name();

  private final Records records = new Records(LoopTopics.TRANSITIONS, LoopTopics.RESULTS);
  private final TopicReader reader = new TopicReader(records.consumer, records.codec, CLOCK);

  @ParameterizedTest
  @ValueSource(strings = {"a", "demo", "loop-20261123-x.y_z", "0"})
  void shouldFindThePartitionThatJavasProducerWritesTo(String loopId) {
    assertThat(Partitions.number(loopId, 12))
        .isEqualTo(BuiltInPartitioner.partitionForKey(loopId.getBytes(UTF_8), 12));
  }

  @Test
  void shouldReadAllPartitionsAndNameWhatIsNotReadable() {
    // Given
    List<LoopTransition> demo = Events.history("demo");
    LoopTransition other = Events.last("other-loop");
    records
        .add(LoopTopics.TRANSITIONS, "demo", 0, demo.get(0))
        .add(TRANSITIONS, Records.partition("demo"), 1, "demo", new byte[] {7, 7, 7, 7, 7, 7})
        .add(LoopTopics.TRANSITIONS, "demo", 2, demo.get(1))
        .add(LoopTopics.TRANSITIONS, "other-loop", 9, other);

    // When
    Reading<LoopTransition> reading = reader.read(LoopTopics.TRANSITIONS);

    // Then
    assertThat(reading.events()).containsExactlyInAnyOrder(demo.get(0), demo.get(1), other);
    assertThat(reading.unreadable())
        .extracting(Unreadable::coordinates)
        .containsExactly(TRANSITIONS + "/" + Records.partition("demo") + "/1");
    assertThat(reading.unreadable().getFirst().why()).contains("magic byte");
  }

  @Test
  void shouldReadOnlyTheLoopAskedForAndOnlyItsPartition() {
    // Given
    String neighbour = neighbourOf("demo");
    List<LoopTransition> demo = Events.history("demo");
    records
        .add(LoopTopics.TRANSITIONS, "demo", 0, demo.get(0))
        .add(LoopTopics.TRANSITIONS, neighbour, 1, Events.last(neighbour))
        .add(TRANSITIONS, Records.partition("demo"), 2, neighbour, new byte[] {1})
        .add(LoopTopics.TRANSITIONS, "demo", 3, demo.get(1));

    // When
    Reading<LoopTransition> reading = reader.read(LoopTopics.TRANSITIONS, "demo");

    // Then
    assertThat(reading).isEqualTo(new Reading<>(demo.subList(0, 2), List.of()));
    assertThat(records.consumer.assignment())
        .containsExactly(new TopicPartition(TRANSITIONS, Records.partition("demo")));
  }

  @Test
  void shouldNotGoPastTheEndThatHeldWhenReadingBegan() {
    // Given
    List<LoopTransition> demo = Events.history("demo");
    records
        .add(LoopTopics.TRANSITIONS, "demo", 0, demo.get(0))
        .add(LoopTopics.TRANSITIONS, "demo", 1, demo.get(1))
        .end(TRANSITIONS, Records.partition("demo"), 1);

    // When
    Reading<LoopTransition> reading = reader.read(LoopTopics.TRANSITIONS, "demo");

    // Then
    assertThat(reading.events()).containsExactly(demo.get(0));
  }

  @Test
  void shouldCountARecordWithoutValueAsUnreadable() {
    // Given
    TopicPartition place = new TopicPartition(TRANSITIONS, Records.partition("demo"));
    records.end(TRANSITIONS, place.partition(), 1);
    records.consumer.schedulePollTask(() ->
        records.consumer.addRecord(
            new org.apache.kafka.clients.consumer.ConsumerRecord<>(
                TRANSITIONS, place.partition(), 0, "demo".getBytes(UTF_8), null)));

    // When
    Reading<LoopTransition> reading = reader.read(LoopTopics.TRANSITIONS, "demo");

    // Then
    assertThat(reading.unreadable())
        .containsExactly(
            new Unreadable(TRANSITIONS, place.partition(), 0, "the record has no value"));
  }

  @Test
  void shouldGiveUpWhenTheBrokerStopsAnswering() {
    // Given
    records.end(TRANSITIONS, 0, 5);

    // Then
    assertThatThrownBy(() -> reader.read(LoopTopics.TRANSITIONS))
        .isInstanceOfSatisfying(
            CliFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_REACHABLE))
        .hasMessageContaining("stopped answering");
  }

  @Test
  void shouldSayWhatToDoWhenATopicIsMissing() {
    assertThatThrownBy(() -> reader.read(LoopTopics.GOALS))
        .isInstanceOf(CliFailure.class)
        .hasMessage(
            "the broker has no topic loop.goals; create the topics with ./loop topics apply");
  }

  @Test
  void shouldFetchCausesByCoordinatesAndLeaveOutWhatIsGone() {
    // Given
    int partition = Records.partition("demo");
    for (long offset : new long[] {10, 11, 14, 15}) {
      records.add(TRANSITIONS, partition, offset, "demo", new byte[] {(byte) offset});
    }
    records.begin(TRANSITIONS, partition, 10);
    List<SourceRef> wanted =
        List.of(
            Events.ref(TRANSITIONS, partition, 15),
            Events.ref(TRANSITIONS, partition, 11),
            Events.ref(TRANSITIONS, partition, 3), // deleted by retention
            Events.ref(TRANSITIONS, partition, 12), // a transaction marker or aborted
            Events.ref(TRANSITIONS, partition, 99), // not written yet
            Events.ref(TRANSITIONS, 77, 1)); // no such partition

    // When
    Map<SourceRef, byte[]> found = new CauseReader(records.consumer, CLOCK).fetch(wanted);

    // Then
    assertThat(found)
        .containsOnlyKeys(
            Events.ref(TRANSITIONS, partition, 11), Events.ref(TRANSITIONS, partition, 15));
    assertThat(found.get(Events.ref(TRANSITIONS, partition, 11))).containsExactly(11);
    assertThat(found.get(Events.ref(TRANSITIONS, partition, 15))).containsExactly(15);
  }

  @Test
  void shouldFollowTransitionsAndResultOfOneLoop() {
    // Given
    String neighbour = neighbourOf("demo");
    LoopTransition first = Events.history("demo").getFirst();
    records
        .add(LoopTopics.RESULTS, "demo", 0, Events.result("demo").build())
        .add(LoopTopics.TRANSITIONS, neighbour, 0, Events.last(neighbour))
        .add(LoopTopics.TRANSITIONS, "demo", 1, first)
        .add(TRANSITIONS, Records.partition("demo"), 2, "demo", new byte[] {0, 0, 0, 0, 99, 1});

    // When
    List<Seen> seen = new java.util.ArrayList<>();
    try (LoopFollower follower = new LoopFollower(records.consumer, records.codec, CLOCK, "demo")) {
      for (int i = 0; i < 4; i++) {
        seen.addAll(follower.poll(Duration.ZERO));
      }
    }

    // Then
    assertThat(seen)
        .hasSize(3)
        .contains(new Seen.Decided(first), new Seen.Ended(Events.result("demo").build()))
        .anySatisfy(news ->
            assertThat(news)
                .isInstanceOfSatisfying(
                    Seen.Broken.class,
                    broken -> assertThat(broken.record().offset()).isEqualTo(2)));
    assertThat(records.consumer.closed()).isTrue();
  }

  private static String neighbourOf(String loopId) {
    for (int i = 0; ; i++) {
      String candidate = "neighbour-" + i;
      if (Records.partition(candidate) == Records.partition(loopId)) {
        return candidate;
      }
    }
  }
}
