package io.loopline.system;

import io.loopline.event.ActionSpec;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Producer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Goals for the tests: in YAML, and as events that a client of its own makes. */
final class Goals {
  private Goals() {}

  /** The greeting as an event, for clients that produce it themselves. */
  static Goal written(String loopId, String client) {
    PlaybookStep greet =
        PlaybookStep.newBuilder()
            .setName("greet")
            .setActions(
                List.of(
                    ActionSpec.newBuilder()
                        .setName("write")
                        .setTool("workspace")
                        .setArgumentsJson(
                            "{\"operation\":\"write\",\"path\":\"hello.txt\",\"content\":\"hé\"}")
                        .build()))
            .build();
    Check greeting =
        Check.newBuilder()
            .setName("greeting")
            .setKind(CheckKind.FILE_EXISTS)
            .setConfigJson("{\"path\":\"hello.txt\"}")
            .build();
    return goal(loopId, client, List.of(greet), List.of(greeting));
  }

  /** A goal that asks for nothing and is refused. */
  static Goal empty(String loopId) {
    return goal(loopId, "nobody", List.of(), List.of());
  }

  private static Goal goal(
      String loopId, String client, List<PlaybookStep> playbook, List<Check> checks) {
    return Goal.newBuilder()
        .setEventId(client + "/" + loopId)
        .setLoopId(loopId)
        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setProducer(new Producer(client, client + "-1", "0"))
        .setObjective("Leave a greeting, asked for by " + client + ".")
        .setPlanner(
            PlannerSpec.newBuilder().setKind(PlannerKind.PLAYBOOK).setPlaybook(playbook).build())
        .setChecks(checks)
        .setLabels(Map.of("client", client))
        .build();
  }

  /** Succeeds at once. */
  static String greeting() {
    return """
    objective: Leave a greeting.
    planner:
      kind: playbook
      playbook:
        - name: greet
          actions:
            - name: write
              tool: workspace
              arguments: { operation: write, path: hello.txt, content: "hello" }
    checks:
      - name: greeting
        kind: file_exists
        path: hello.txt
    """;
  }

  /** Its action works for some seconds. */
  static String slowAction(int iterations) {
    return """
    objective: Count for a while.
    planner:
      kind: playbook
      playbook:
        - name: count
          actions:
            - name: count
              tool: sql
              arguments:
                script: |
                  COPY (SELECT count(*) AS n FROM range(%d) t(i) WHERE hash(i) %% 7 = 0)
                  TO 'count.csv';
    checks:
      - name: counted
        kind: file_exists
        path: count.csv
    budgets: { iterations: %d }
    """
        .formatted(SLOW_ROWS, iterations);
  }

  /** Its check works for some seconds. */
  static String slowCheck() {
    return """
    objective: Be judged for a while.
    planner:
      kind: playbook
      playbook:
        - name: greet
          actions:
            - name: write
              tool: workspace
              arguments: { operation: write, path: hello.txt, content: "hello" }
    checks:
      - name: counted
        kind: sql
        timeout: 60s
        query: SELECT count(*) > 0 FROM range(%d) t(i) WHERE hash(i) %% 7 = 0
        expect: { scalar: true }
    """
        .formatted(SLOW_ROWS);
  }

  private static final long SLOW_ROWS = 600_000_000L;
}
