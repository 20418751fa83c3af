package io.loopline.loopctl.bench;

import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.event.Goal;
import io.loopline.event.Producer;
import io.loopline.loopctl.goal.GoalFiles;
import io.loopline.loopctl.goal.GoalReading;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Goals in which only the engine works: a playbook that plans at once, a tool that does nothing, a
 * check that looks for a file nobody writes. Each ends MAX_ITERATIONS.
 */
final class BenchGoal {
  private final Goal template;

  private BenchGoal(Goal template) {
    this.template = template;
  }

  /**
   * Reads the goal as a goal file is read.
   *
   * @param directory scratch space, for the goal file and an artifact store
   */
  static BenchGoal of(int iterations, Path directory) throws IOException {
    Path file = directory.resolve("goal-" + iterations + ".yaml");
    Files.writeString(file, yaml(iterations));
    GoalFiles files = new GoalFiles(new DirectoryArtifactStore(directory.resolve("artifacts")));
    GoalEnvelope envelope =
        new GoalEnvelope("bench", Instant.EPOCH, new Producer("loopctl", "bench", "bench"));
    return switch (files.read(file, envelope, "bench")) {
      case GoalReading.Valid(Goal goal) -> new BenchGoal(goal);
      case GoalReading.Invalid invalid ->
          throw new IllegalStateException("the bench's own goal is invalid (bug): " + invalid);
    };
  }

  Goal withId(String loopId) {
    return Goal.newBuilder(template).setLoopId(loopId).setEventId(loopId + "/goal").build();
  }

  private static String yaml(int iterations) {
    return """
    objective: Measure the engine.
    planner:
      kind: playbook
      playbook:
        - name: nothing
          actions:
            - { name: nothing, tool: noop }
    checks:
      - { name: never, kind: file_exists, path: never.txt }
    budgets: { iterations: %d, tool_calls: %d, wall_clock: 1h }
    stuck: { enabled: false }
    """
        .formatted(iterations, iterations);
  }
}
