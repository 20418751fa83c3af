package io.loopline.system;

/** Goals in YAML for the tests. */
final class Goals {
  private Goals() {}

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
