package io.loopline.loopctl.goal;

import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.event.Goal;
import io.loopline.event.Producer;
import io.loopline.workbench.artifact.ArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The goals of the examples folder, and the variants of their data. */
final class Examples {
  static final Path FOLDER = Path.of("..", "examples");
  static final Path DATA_PROCESSING = FOLDER.resolve("data-processing");
  static final GoalEnvelope ENVELOPE =
      new GoalEnvelope(
          "event-1", Instant.ofEpochMilli(1_000), new Producer("loopctl", "loopctl-test", "0"));

  private Examples() {}

  /** Reads a goal that must be valid. */
  static Goal goal(Path file, ArtifactStore store) {
    return switch (new GoalFiles(store).read(file, ENVELOPE, "loop-1")) {
      case GoalReading.Valid(Goal goal) -> goal;
      case GoalReading.Invalid invalid -> throw new AssertionError(invalid.errors().toString());
    };
  }

  /** Makes a variant of the data-processing example as its README says; gives its goal file. */
  static Path variant(String name, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                DATA_PROCESSING.resolve("Variant.java").toString(),
                name,
                folder.toString(),
                DATA_PROCESSING.toString())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("Variant.java " + name + " ended with " + process.exitValue());
    }
    return folder.resolve("goal.yaml");
  }
}
