package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.loopctl.LoopCtl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the bench measures; what it measures is no test's business. */
@Order(7)
@Tag("slow")
class BenchIT {
  @TempDir private Path directory;

  @Test
  void shouldMeasureEngineRelaysIdleAndRecoveryOnAStackOfItsOwn() throws Exception {
    // Given
    System.setProperty("loopline.home", Path.of("..").toAbsolutePath().normalize().toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    // When
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "bench",
            "--loops=1,8",
            "--iterations=4",
            "--warm-ups=1",
            "--repeat=1",
            "--idle=1",
            "--kill-loops=4",
            "--json",
            "--dir=" + directory);

    // Then
    assertThat(exitCode).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("loads")).hasSize(2);
    for (JsonNode load : report.path("loads")) {
      assertThat(load.path("loopline").path("iterations_per_second").asDouble()).isPositive();
      assertThat(load.path("relay").path("loopline_rate_ratio").asDouble()).isPositive();
      assertThat(load.path("relay_transactional").path("loopline_p50_ratio").asDouble())
          .isPositive();
      assertThat(load.path("record_bytes").asInt()).isPositive();
      assertThat(load.path("bytes_per_iteration").path("changelogs").asLong()).isPositive();
    }
    assertThat(report.path("resident_kib").path("planner").asLong()).isPositive();
    assertThat(report.path("idle").path("cpu_cores").size()).isEqualTo(5);
    assertThat(report.path("recovery").path("next_decision_seconds").asDouble()).isPositive();
    assertThat(directory.resolve("bench")).isDirectoryRecursivelyContaining("glob:**/planner.log");
  }
}
