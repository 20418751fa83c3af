package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Disposition;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Observation;
import io.loopline.event.StopReason;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People at the command line rule loops of real processes. */
@ExtendWith(OnCluster.class)
@Order(30)
class PeopleIT {
  private static final String GATE =
      """
      approval:
        tools: [workspace]
      """;

  @TempDir Path folder;

  @Test
  void shouldCarryOutThePlanWhenAPersonApprovesIt(Cluster cluster) throws IOException {
    // Given
    cluster.submit(Goals.greeting() + GATE, "people-approved");
    awaitPhase(cluster, "people-approved", LoopPhase.AWAITING_APPROVAL);
    assertThat(cluster.loop("plan", "people-approved").out()).contains("\"tool\" : \"workspace\"");
    assertThat(cluster.topics().events(LoopTopics.ACTION_REQUESTS, "people-approved")).isEmpty();

    // When
    loop(cluster, "approve", "people-approved", "--reason", "looks good");

    // Then
    LoopResult result = Await.result(cluster.topics(), "people-approved");
    assertThat(result.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(cluster.loop("audit", "people-approved").out())
        .contains("the plan waits for approval: it uses workspace")
        .contains("looks good")
        .contains("budgets: ");
  }

  @Test
  void shouldPlanAnewAndStopWhenAPersonRejectsEachPlan(Cluster cluster) throws IOException {
    // Given
    cluster.submit(Goals.greeting() + GATE + "budgets: { iterations: 1 }\n", "people-rejected");
    awaitPhase(cluster, "people-rejected", LoopPhase.AWAITING_APPROVAL);

    // When
    loop(cluster, "reject", "people-rejected", "--reason", "not this file");

    // Then
    LoopResult result = Await.result(cluster.topics(), "people-rejected");
    assertThat(result.getStopReason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(result.getBest()).isNull();
    assertThat(cluster.topics().events(LoopTopics.ACTION_REQUESTS, "people-rejected")).isEmpty();
  }

  @Test
  void shouldCarryOutWhatAPersonWroteInsteadWhenTheLoopIsPausedMeanwhile(Cluster cluster)
      throws IOException {
    // Given
    String loopId = "people-edited";
    cluster.submit(Goals.greeting() + GATE, loopId);
    awaitPhase(cluster, loopId, LoopPhase.AWAITING_APPROVAL);
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(
        plan,
        """
        actions:
          - name: by-hand
            tool: workspace
            arguments: { operation: write, path: hello.txt, content: "by hand" }
        """);

    // When
    loop(cluster, "pause", loopId);
    loop(cluster, "edit", loopId, "--file", plan.toString());
    loop(cluster, "signal", loopId, "mind the guest");
    loop(cluster, "amend-budget", loopId, "--iterations", "3");
    loop(cluster, "amend-budget", loopId, "--iterations", "0");
    loop(cluster, "resume", loopId);

    // Then
    assertThat(Await.result(cluster.topics(), loopId).getStopReason())
        .isEqualTo(StopReason.GOAL_ACHIEVED);
    List<Observation> observed = cluster.topics().events(LoopTopics.OBSERVATIONS, loopId);
    assertThat(observed).extracting(each -> each.getView().getName()).containsExactly("by-hand");
    List<LoopTransition> decisions = cluster.topics().events(LoopTopics.TRANSITIONS, loopId);
    assertThat(decisions)
        .filteredOn(each -> each.getDisposition() == Disposition.REFUSED)
        .singleElement()
        .satisfies(each -> assertThat(each.getNote()).contains("ITERATIONS cannot be 0"));
    assertThat(cluster.loop("replay", loopId).exitCode()).isZero();
  }

  private static void loop(Cluster cluster, String... command) {
    Cluster.Output output = cluster.loop(command);
    assertThat(output.exitCode()).as(output.toString()).isZero();
  }

  private static void awaitPhase(Cluster cluster, String loopId, LoopPhase phase) {
    Await.untilAsserted(
        loopId + " is " + phase,
        () ->
            assertThat(cluster.topics().events(LoopTopics.TRANSITIONS, loopId))
                .extracting(LoopTransition::getPhaseAfter)
                .endsWith(phase));
  }
}
