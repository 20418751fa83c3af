package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.loopctl.LoopCtl;
import io.loopline.loopctl.stack.StackState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code loop demo} on a stack of its own, from nothing running to nothing running. */
@Order(6)
@Tag("slow")
class DemoIT {
  private static final int PORT_OFFSET = 21_470;

  @Test
  void shouldShowTheResultAndTheAuditAndStopWhatItStarted() throws Exception {
    // Given
    Path parent = Files.createDirectories(Path.of("target", "stacks"));
    Path directory = Files.createTempDirectory(parent.toAbsolutePath(), "demo-");
    System.setProperty("loopline.home", Path.of("..").toAbsolutePath().normalize().toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    // When
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "demo",
            "--port-offset",
            Integer.toString(PORT_OFFSET),
            "--dir",
            directory.toString());

    // Then
    assertThat(exitCode).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("SUCCEEDED (GOAL_ACHIEVED)")
        .contains("movies.parquet")
        .contains("Audit of loop demo-");
    assertThat(err.toString()).contains("stopped broker, registry, planner, executor, verifier");
    assertThat(StackState.read(directory)).isEmpty();
  }
}
