package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.BudgetDimension;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.event.SignalKind;
import io.loopline.event.StopReason;
import io.loopline.event.WorkerSignal;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Child loops, fan-outs and a tool that must not run twice, through all services. */
@ExtendWith(OnCluster.class)
@Order(2)
class NestedLoopsIT {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  private static long spent(LoopResult result, BudgetDimension dimension) {
    return result.getLedger().stream()
        .filter(line -> line.getDimension() == dimension)
        .mapToLong(LedgerLine::getSpent)
        .sum();
  }

  @Test
  void shouldTakeTheBestOfThreeCandidates(Cluster cluster) {
    // When
    cluster.submit(EXAMPLES.resolve("parallel-candidates").resolve("goal.yaml"), "best");

    // Then
    Topics topics = cluster.topics();
    LoopResult result = Await.result(topics, "best");
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(Await.result(topics, "best.1.0.0").getOutcome()).isEqualTo(Outcome.EXHAUSTED);
    assertThat(Await.result(topics, "best.1.0.1").getOutcome()).isEqualTo(Outcome.EXHAUSTED);
    LoopResult winner = Await.result(topics, "best.1.0.2");
    assertThat(winner.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.getWorkspace()).isEqualTo(winner.getWorkspace());
    assertThat(spent(result, BudgetDimension.TOOL_CALLS)).isEqualTo(3);
    assertThat(spent(result, BudgetDimension.CHILDREN)).isEqualTo(3);
    List.of("best.1.0.0", "best.1.0.1", "best.1.0.2").forEach(cluster::remember);
  }

  @Test
  void shouldWriteTheReportOfNestedLoops(Cluster cluster) {
    // When
    cluster.submit(EXAMPLES.resolve("nested-report").resolve("goal.yaml"), "report");

    // Then
    Topics topics = cluster.topics();
    LoopResult result = Await.result(topics, "report");
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(spent(result, BudgetDimension.CHILDREN)).isEqualTo(3);
    for (String child : List.of("report.1.0.0", "report.1.1.0", "report.1.1.0.1.0.0")) {
      assertThat(Await.result(topics, child).getOutcome()).as(child).isEqualTo(Outcome.SUCCEEDED);
      cluster.remember(child);
    }
  }

  @Test
  void shouldEndEveryLoopOnceWhenTheControllerIsKilledDuringAFanOut(Cluster cluster)
      throws Exception {
    // Given three children with work for some seconds
    Topics topics = cluster.topics();
    cluster.submit(fanOut(), "torn-family");
    List<String> children = List.of("torn-family.1.0.0", "torn-family.1.0.1", "torn-family.1.0.2");
    Await.first(topics, LoopTopics.ACTION_REQUESTS, children.getFirst());

    // When
    cluster.stack().killService(Part.PLANNER);
    assertThat(topics.events(LoopTopics.RESULTS, "torn-family")).isEmpty();
    cluster.stack().startService(Part.PLANNER);

    // Then
    LoopResult result = Await.resultOfLongLoop(topics, "torn-family");
    assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.getLedger()).extracting(LedgerLine::getReserved).containsOnly(0L);
    assertThat(spent(result, BudgetDimension.TOOL_CALLS)).isEqualTo(3);
    for (String child : children) {
      Await.exactlyOneResult(topics, child);
      cluster.remember(child);
    }
    Await.exactlyOneResult(topics, "torn-family");
  }

  @Test
  void shouldAppendOnceWhenTheExecutorIsKilledAroundTheClaim(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    cluster.submit(outbox(), "mail-once");
    Await.first(topics, LoopTopics.ACTION_REQUESTS, "mail-once");

    // When
    cluster.stack().killService(Part.EXECUTOR);
    cluster.stack().startService(Part.EXECUTOR);

    // Then whatever it was doing, the line is there once and the loop knows it
    LoopResult result = Await.resultOfLongLoop(topics, "mail-once");
    assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(Outcome.SUCCEEDED);
    Path mail = cluster.stack().artifacts().resolveSibling("outbox").resolve("mail-once");
    assertThat(Files.readAllLines(mail)).hasSize(1);
    assertThat(topics.events(LoopTopics.WORKER_SIGNALS, "mail-once"))
        .filteredOn(signal -> signal.getKind() == SignalKind.GRANT)
        .extracting(WorkerSignal::getRequestId)
        .doesNotHaveDuplicates()
        .isNotEmpty();
  }

  private static String outbox() {
    return """
    objective: Tell somebody, once.
    planner:
      kind: playbook
      playbook:
        - name: tell
          actions:
            - name: tell
              tool: outbox
              arguments: { file: mail-once, line: "hello" }
    checks:
      - name: told
        kind: cel
        expression: observations.tell.ok
    timeouts: { action: 5s }
    budgets: { iterations: 1 }
    """;
  }

  private static String fanOut() {
    String goals =
        IntStream.range(0, 3)
            .mapToObj(i ->
                """
                {"objective": "Count for a while, number %d.",
                 "planner": {"kind": "playbook", "playbook": [{"name": "count", "actions": [
                   {"name": "count", "tool": "sql", "arguments": {"script":
                     "COPY (SELECT count(*) AS n FROM range(300000000) t(i) WHERE hash(i) %% 7 = %d) TO 'count.csv'"}}]}]},
                 "checks": [{"name": "counted", "kind": "file_exists", "path": "count.csv"}],
                 "budgets": {"iterations": 2, "tool_calls": 4}}\
                """
                    .formatted(i, i)
                    .replace("\n", " "))
            .collect(Collectors.joining(", "));
    return """
    objective: Count three times at once.
    planner:
      kind: playbook
      playbook:
        - name: race
          actions:
            - name: race
              tool: loop.fanout
              arguments:
                join: all
                goals: [ %s ]
    checks:
      - name: counted
        kind: cel
        expression: observations.race.ok
    budgets: { iterations: 1 }
    """
        .formatted(goals);
  }
}
