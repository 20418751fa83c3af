package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.loopctl.LoopCtl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services say about their settings, each started as a process with --settings. */
@Order(0)
class ConfigurationIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldHaveAPageThatAgreesWithTheServices() throws IOException {
    // When
    int exitCode = loop("config", "--markdown");

    // Then
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(Files.readString(HOME.resolve("docs").resolve("configuration.md")))
        .as(
            "docs/configuration.md is behind the settings the services declare; run:"
                + " ./loop config --markdown > docs/configuration.md")
        .isEqualTo(out.toString());
  }

  @Test
  void shouldShowTheValuesAServiceGets() throws IOException {
    // When
    int exitCode = loop("config", "--service", "executor", "--json", "--dir", directory.toString());

    // Then
    JsonNode report = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(report.get("service").asText()).isEqualTo("executor-service");
    assertThat(report.get("settings").findValuesAsText("name"))
        .contains("loopline.executor.sql-places", "loopline.worker.in-flight")
        .doesNotContain("loopline.controller.threads");
    assertThat(report.toString()).contains(directory.resolve("data").toString());
    assertThat(directory).isEmptyDirectory();
  }

  private int loop(String... arguments) {
    System.setProperty("loopline.home", HOME.toString());
    return LoopCtl.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
