package io.loopline.loopctl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.loopctl.stack.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOutputTest {
  private static final BenchReport REPORT =
      new BenchReport(
          "2 processors",
          Map.of("loopline.worker.in-flight", "64"),
          List.of(FiguresTest.measured(100)),
          Map.of(Part.PLANNER, 200L * 1024),
          new Idle(Duration.ofSeconds(20), Map.of(Part.PLANNER, 0.012), 0.25),
          new Recovery(new Load(200, 100), Duration.ofMillis(2_300), Duration.ofMillis(3_100)),
          List.of(
              new CurvePoint(
                  5, 1, List.of(new Throughput(new Load(1, 10), 50, new Percentiles(20, 30))))));

  @Test
  void shouldShowFiguresAndRatiosToPeople() {
    // When
    List<String> lines = BenchText.of(REPORT);

    // Then
    assertThat(String.join("\n", lines))
        .contains("2 processors")
        .contains("loopline.worker.in-flight = 64")
        .containsPattern("Loopline +1 +10 +100 +20.0 +40.0")
        .containsPattern(
            "bare relay +1 +10 +200 +10.0 +20.0 +Loopline: 0.50 x its rate, 2.00 x its median time")
        .doesNotContain("transactional")
        .contains(
            "9,000 bytes of events, 4,000 of changelogs, 700 of Kafka's own; 1,100 in a record")
        .contains("planner 200 MiB")
        .contains("planner 1.2 %")
        .contains("0.25 transactions/s over 20 s")
        .contains("ready 2.3 s after its start, next decision 3.1 s after the kill")
        .contains("commit 5 ms, poll 1 ms: 1 loops 50/s p50 20.0 ms");
  }

  @Test
  void shouldGiveProgramsTheSame() {
    // When
    JsonNode json = BenchJson.of(REPORT);

    // Then
    JsonNode load = json.path("loads").path(0);
    assertThat(load.path("loopline").path("iterations_per_second").asDouble()).isEqualTo(100);
    assertThat(load.path("relay").path("loopline_rate_ratio").asDouble()).isEqualTo(0.5);
    assertThat(load.path("relay").path("loopline_p50_ratio").asDouble()).isEqualTo(2.0);
    assertThat(load.has("relay_transactional")).isFalse();
    assertThat(load.path("bytes_per_iteration").path("changelogs").asLong()).isEqualTo(4_000);
    assertThat(json.path("resident_kib").path("planner").asLong()).isEqualTo(200 * 1024);
    assertThat(json.path("idle").path("cpu_cores").path("planner").asDouble()).isEqualTo(0.012);
    assertThat(json.path("recovery").path("next_decision_seconds").asDouble()).isEqualTo(3.1);
    assertThat(json.path("curve").path(0).path("runs").path(0).path("p50_ms").asDouble())
        .isEqualTo(20);
  }
}
