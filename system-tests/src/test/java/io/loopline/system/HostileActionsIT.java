package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.event.LoopResult;
import io.loopline.event.Observation;
import io.loopline.event.StopReason;
import io.loopline.topic.LoopTopics;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Actions that must be refused or stopped; the loop goes on to its stop reason. */
@ExtendWith(OnCluster.class)
@Order(5)
class HostileActionsIT {

  private record Case(String name, String action, FailureKind kind, String says) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "path-outside",
              "{ name: a, tool: workspace, arguments: { operation: read, path: ../../etc/passwd } }",
              FailureKind.DENIED,
              "etc/passwd"),
          new Case(
              "reads-passwd",
              sql("SELECT * FROM read_csv('/etc/passwd')"),
              FailureKind.DENIED,
              "/etc/passwd"),
          new Case("installs", sql("INSTALL httpfs"), FailureKind.DENIED, "INSTALL"),
          new Case(
              "runs-for-ever",
              sql("SELECT count(*) FROM range(1000000000000) t(i) WHERE hash(i) % 7 = 0"),
              FailureKind.LIMIT_EXCEEDED,
              "wall"));

  @Test
  void shouldNameTheRefusalInTheObservationAndGoOn(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();

    // When
    for (Case hostile : CASES) {
      cluster.submit(goal(hostile.action()), hostile.name());
    }

    // Then
    for (Case hostile : CASES) {
      LoopResult result = Await.result(topics, hostile.name());
      assertThat(result.getStopReason()).as(hostile.name()).isEqualTo(StopReason.MAX_ITERATIONS);
      List<Observation> observations = topics.events(LoopTopics.OBSERVATIONS, hostile.name());
      assertThat(observations)
          .as(hostile.name())
          .hasSize(2)
          .allSatisfy(observation -> {
            assertThat(observation.getView().getFailure().getKind()).isEqualTo(hostile.kind());
            assertThat(
                    observation.getView().getFailure().getMessage()
                        + observation.getUsage().getKilledBy())
                .contains(hostile.says());
          });
    }
  }

  private static String sql(String script) {
    return "{ name: a, tool: sql, arguments: { script: \"" + script + "\" } }";
  }

  private static String goal(String action) {
    return """
    objective: Do what is not allowed.
    planner:
      kind: playbook
      playbook:
        - name: hostile
          actions:
            - %s
    checks:
      - name: never
        kind: file_exists
        path: never.txt
    budgets: { iterations: 2 }
    timeouts: { action: 2s }
    """
        .formatted(action);
  }
}
