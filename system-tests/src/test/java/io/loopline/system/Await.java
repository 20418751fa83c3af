package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopline.event.LoopResult;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Waits for events. */
final class Await {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

  private Await() {}

  /** The one result of a loop. */
  static LoopResult result(Topics topics, String loopId) {
    return first(topics, LoopTopics.RESULTS, loopId);
  }

  /** The one result of a loop that starts many programs, on a machine that may be busy. */
  static LoopResult resultOfLongLoop(Topics topics, String loopId) {
    return atLeast(topics, LoopTopics.RESULTS, loopId, 1, LONG_PATIENCE).getFirst();
  }

  /** The first event of a loop on a topic. */
  static <T extends SpecificRecord> T first(Topics topics, LoopTopic<T> topic, String loopId) {
    return atLeast(topics, topic, loopId, 1).getFirst();
  }

  static <T extends SpecificRecord> List<T> atLeast(
      Topics topics, LoopTopic<T> topic, String loopId, int count) {
    return atLeast(topics, topic, loopId, count, PATIENCE);
  }

  private static <T extends SpecificRecord> List<T> atLeast(
      Topics topics, LoopTopic<T> topic, String loopId, int count, Duration patience) {
    return await(topic.name() + " of " + loopId)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(150))
        .until(() -> topics.events(topic, loopId), events -> events.size() >= count);
  }

  /** Until an assertion holds. */
  static void untilAsserted(String what, Runnable assertion) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion::run);
  }

  /** No second result so far; {@link ReplayIT} looks again when everything has run. */
  static void exactlyOneResult(Topics topics, String loopId) {
    assertThat(topics.events(LoopTopics.RESULTS, loopId)).hasSize(1);
  }
}
