package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.serde.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {
  @Test
  void shouldHaveTheseDefaults() {
    // When
    ServiceConfig config = ServiceConfig.from("executor-service", settings(Map.of()));

    // Then
    assertThat(config)
        .isEqualTo(
            new ServiceConfig(
                "executor-service",
                "executor-service-1",
                "127.0.0.1:9092",
                RegistrySettings.of("http://127.0.0.1:8081/apis/ccompat/v7"),
                0,
                Path.of(".loop/data/artifacts").toAbsolutePath(),
                Path.of(".loop/data/state").toAbsolutePath(),
                Duration.ofSeconds(25),
                new WorkerConfig(8, Duration.ofSeconds(10)),
                Map.of()));
  }

  @Test
  void shouldTakeEverySetting() {
    // When
    ServiceConfig config =
        ServiceConfig.from(
            "planner-service",
            settings(
                Map.ofEntries(
                    Map.entry("loopline.instance", "planner-b"),
                    Map.entry("loopline.bootstrap.servers", "a:1, b:2"),
                    Map.entry("loopline.schema.registry.url", "http://one:8081,http://two:8081"),
                    Map.entry("loopline.schema.registry.request.timeout.ms", "700"),
                    Map.entry("loopline.http.port", "8090"),
                    Map.entry("loopline.artifacts.directory", "/srv/artifacts"),
                    Map.entry("loopline.state.directory", "/srv/state"),
                    Map.entry("loopline.shutdown.timeout", "1m"),
                    Map.entry("loopline.worker.in-flight", "3"),
                    Map.entry("loopline.worker.drain", "1500ms"),
                    Map.entry("loopline.kafka.session.timeout.ms", "6000"))));

    // Then
    assertThat(config)
        .isEqualTo(
            new ServiceConfig(
                "planner-service",
                "planner-b",
                "a:1, b:2",
                RegistrySettings.from(
                    Map.of(
                        "schema.registry.url", "http://one:8081,http://two:8081",
                        "schema.registry.request.timeout.ms", "700")),
                8090,
                Path.of("/srv/artifacts"),
                Path.of("/srv/state"),
                Duration.ofMinutes(1),
                new WorkerConfig(3, Duration.ofMillis(1500)),
                Map.of("session.timeout.ms", "6000")));
  }

  @ParameterizedTest
  @CsvSource({
    "loopline.instance,                two words",
    "loopline.bootstrap.servers,       localhost",
    "loopline.bootstrap.servers,       'a:1,,b:2'",
    "loopline.schema.registry.url,     ftp://somewhere",
    "loopline.schema.registry.url,     not a url",
    "loopline.http.port,               eighty",
    "loopline.http.port,               65536",
    "loopline.http.port,               -1",
    "loopline.shutdown.timeout,        soon",
    "loopline.shutdown.timeout,        0s",
    "loopline.worker.in-flight,        0",
    "loopline.worker.in-flight,        257",
    "loopline.worker.drain,            5",
    "loopline.config,                  /no/such/file",
  })
  void shouldNameThePropertyWhenItCannotBeUsed(String property, String value) {
    assertThatThrownBy(
            () -> ServiceConfig.from("executor-service", settings(Map.of(property, value))))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining(property);
  }

  @Test
  void shouldPreferSystemPropertyToEnvironmentToFile(@TempDir Path directory) throws IOException {
    // Given
    Path file = directory.resolve("service.properties");
    Files.writeString(
        file,
        """
        loopline.instance=from-file
        loopline.http.port=1
        loopline.worker.in-flight=11
        loopline.kafka.ssl.protocol=TLSv1.3
        """);
    Map<String, String> system =
        Map.of("loopline.config", file.toString(), "loopline.instance", "from-system");
    Map<String, String> environment =
        Map.of(
            "LOOPLINE_INSTANCE", "from-environment",
            "LOOPLINE_HTTP_PORT", "2",
            "LOOPLINE_KAFKA_SESSION_TIMEOUT_MS", "6000");

    // When
    ServiceConfig config = ServiceConfig.from("executor-service", Settings.of(system, environment));

    // Then
    assertThat(config.instance()).isEqualTo("from-system");
    assertThat(config.httpPort()).isEqualTo(2);
    assertThat(config.worker().inFlight()).isEqualTo(11);
    assertThat(config.kafka())
        .isEqualTo(Map.of("session.timeout.ms", "6000", "ssl.protocol", "TLSv1.3"));
  }

  @Test
  void shouldTakeDashedNameFromEnvironment() {
    // When
    ServiceConfig config =
        ServiceConfig.from(
            "executor-service", Settings.of(Map.of(), Map.of("LOOPLINE_WORKER_IN_FLIGHT", "5")));

    // Then
    assertThat(config.worker().inFlight()).isEqualTo(5);
  }

  @Test
  void shouldStateTheVersionOfTheBuild() {
    // When
    var identity = Producers.identity(ServiceConfig.from("executor-service", settings(Map.of())));

    // Then
    assertThat(identity.getService()).isEqualTo("executor-service");
    assertThat(identity.getInstance()).isEqualTo("executor-service-1");
    assertThat(identity.getVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  static Settings settings(Map<String, String> properties) {
    return Settings.of(properties, Map.of());
  }
}
