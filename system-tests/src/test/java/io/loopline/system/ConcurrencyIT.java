package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.StopReason;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits of loops per label; the cluster lets one loop of each value of the label queue run. */
@ExtendWith(OnCluster.class)
@Order(32)
class ConcurrencyIT {
  private static final String GATE = "approval: { tools: [workspace] }\n";
  private static final String LABEL = "labels: { queue: it }\n";

  @Test
  void shouldRunTheSecondLoopAfterTheFirstAlsoWhenTheControllerIsKilledMeanwhile(Cluster cluster)
      throws Exception {
    // Given one loop that runs and waits for a person, and one in the queue behind it
    Topics topics = cluster.topics();
    cluster.submit(Goals.greeting() + LABEL + GATE, "queue-first");
    awaitPhase(topics, "queue-first", LoopPhase.AWAITING_APPROVAL);
    cluster.submit(Goals.greeting() + LABEL, "queue-second");
    awaitPhase(topics, "queue-second", LoopPhase.QUEUED);
    assertThat(cluster.loop("audit", "queue-second").out())
        .contains("waits for a permit of queue=it");

    // When
    cluster.stack().killService(Part.PLANNER);
    cluster.stack().startService(Part.PLANNER);
    assertThat(topics.events(LoopTopics.PLAN_REQUESTS, "queue-second")).isEmpty();
    assertThat(cluster.loop("approve", "queue-first").exitCode()).isZero();

    // Then
    LoopResult first = Await.result(topics, "queue-first");
    LoopResult second = Await.result(topics, "queue-second");
    assertThat(first.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(second.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(begun(topics, "queue-second").getAt()).isAfterOrEqualTo(first.getOccurredAt());
    assertThat(second.getStartedAt())
        .as("the wall clock begins after the wait")
        .isEqualTo(begun(topics, "queue-second").getAt());
  }

  private static LoopTransition begun(Topics topics, String loopId) {
    return topics.events(LoopTopics.TRANSITIONS, loopId).stream()
        .filter(each -> each.getPhaseAfter() == LoopPhase.PLANNING)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitPhase(Topics topics, String loopId, LoopPhase phase) {
    Await.untilAsserted(
        loopId + " is " + phase,
        () ->
            assertThat(topics.events(LoopTopics.TRANSITIONS, loopId))
                .anyMatch(each -> each.getPhaseAfter() == phase));
  }
}
