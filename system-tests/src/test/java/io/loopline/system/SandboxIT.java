package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopline.event.FailureKind;
import io.loopline.event.LoopResult;
import io.loopline.event.Observation;
import io.loopline.event.StopReason;
import io.loopline.event.Verdict;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs in whole loops: as actions and as checks, with a sandbox and without. */
@ExtendWith(OnCluster.class)
@Timeout(300)
@Order(7)
class SandboxIT {
  private static final String BWRAP = "loopline.sandbox.bwrap";

  @BeforeEach
  void needsBubblewrap() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/bwrap")),
        "/usr/bin/bwrap is missing; install the Debian package bubblewrap");
  }

  @Test
  void shouldRepairAProgramUntilItsTestsPass(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();

    // When
    cluster.submit(
        """
        objective: A script that adds.
        planner:
          kind: playbook
          playbook:
            - name: draft
              when: verdict == null
              actions:
                - name: write
                  tool: process
                  arguments:
                    argv: [tee, add.sh]
                    stdin: "echo $(($1 - $2))"
            - name: repair
              when: failed('adds')
              rationale: "{{ checks.adds.found }}"
              actions:
                - name: repair
                  tool: process
                  arguments: { argv: [sed, -i, "s/-/+/", add.sh] }
        checks:
          - name: adds
            kind: command
            argv: [sh, -c, "sum=$(sh add.sh 2 3); echo 2 + 3 gave $sum; touch left-by-check; [ $sum = 5 ]"]
          - name: no-trace-of-the-check
            kind: cel
            expression: "!('left-by-check' in files)"
        """,
        "sandbox-repairs");

    // Then
    LoopResult result = Await.result(topics, "sandbox-repairs");
    assertThat(result.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    List<Verdict> verdicts = topics.events(LoopTopics.VERDICTS, "sandbox-repairs");
    assertThat(verdicts).hasSize(2);
    assertThat(verdicts.getFirst().getView().getChecks().getFirst().getFound())
        .isEqualTo("exit code 1\nstdout 2 + 3 gave -1");
    assertThat(topics.events(LoopTopics.OBSERVATIONS, "sandbox-repairs"))
        .hasSize(2)
        .allSatisfy(observation ->
            assertThat(observation.getUsage().getIsolation()).isEqualTo("bubblewrap"));
  }

  @Test
  void shouldNameTheLimitAndGoOnWhenAProgramIsHostile(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();

    // When
    cluster.submit(
        """
        objective: Do harm.
        planner:
          kind: playbook
          playbook:
            - name: bomb
              when: verdict == null
              actions:
                - name: bomb
                  tool: process
                  arguments: { argv: [sh, -c, "b() { b | b & }; b; sleep 300"] }
            - name: sleep
              actions:
                - name: sleep
                  tool: process
                  arguments: { argv: [sh, -c, "trap '' TERM INT HUP; sleep 300"] }
        checks:
          - { name: never, kind: file_exists, path: never.txt }
        budgets: { iterations: 2 }
        timeouts: { action: 3s }
        """,
        "sandbox-hostile");

    // Then
    LoopResult result = Await.result(topics, "sandbox-hostile");
    assertThat(result.getStopReason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(topics.events(LoopTopics.OBSERVATIONS, "sandbox-hostile"))
        .extracting(observation -> observation.getUsage().getKilledBy())
        .containsExactly("processes", "wall");
  }

  @Test
  void shouldEndTerminalOrGoOnNamingThePackageWhenBubblewrapIsMissing(Cluster cluster)
      throws Exception {
    // Given
    Topics topics = cluster.topics();
    restart(cluster, "/no/such/bwrap");
    try {
      // When
      cluster.submit(withoutSandbox(true), "sandbox-missing-required");
      cluster.submit(withoutSandbox(false), "sandbox-missing-optional");

      // Then
      LoopResult required = Await.result(topics, "sandbox-missing-required");
      assertThat(required.getStopReason()).isEqualTo(StopReason.TERMINAL_ERROR);
      assertThat(required.getMessage())
          .contains("'suite'", "install the Debian package bubblewrap");
      LoopResult optional = Await.result(topics, "sandbox-missing-optional");
      assertThat(optional.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
      for (Observation observation :
          topics.events(LoopTopics.OBSERVATIONS, "sandbox-missing-optional")) {
        assertThat(observation.getView().getFailure().getKind()).isEqualTo(FailureKind.DENIED);
        assertThat(observation.getView().getFailure().getMessage())
            .contains("install the Debian package bubblewrap");
        assertThat(observation.getUsage().getIsolation()).isEqualTo("none");
      }
    } finally {
      restart(cluster, "bwrap");
    }
  }

  private static void restart(Cluster cluster, String bwrap) throws Exception {
    cluster.serviceProperty(BWRAP, bwrap);
    for (Part part : List.of(Part.EXECUTOR, Part.VERIFIER)) {
      cluster.stack().stopService(part);
      cluster.stack().startService(part);
    }
  }

  private static String withoutSandbox(boolean required) {
    return """
    objective: Run something.
    planner:
      kind: playbook
      playbook:
        - name: run
          actions:
            - name: run
              tool: process
              arguments: { argv: ["true"] }
    checks:
      - { name: suite, kind: command, argv: ["true"], required: %s }
      - { name: given, kind: cel, expression: "true" }
    """
        .formatted(required);
  }
}
