package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SettingsReportTest {

  @Test
  void shouldShowValueAndSourceOfEachSetting() {
    // When
    JsonNode report =
        report(Map.of("loopline.http.port", "8090"), Map.of("LOOPLINE_INSTANCE", "executor-b"));

    // Then
    assertThat(report.get("service").asText()).isEqualTo("executor-service");
    assertThat(report.get("settings")).hasSize(ServiceConfig.SETTINGS.size());
    JsonNode port = setting(report, "loopline.http.port");
    assertThat(port.get("default").asText()).isEqualTo("0");
    assertThat(port.get("allowed").asText()).isEqualTo("0 to 65535");
    assertThat(port.get("value").asText()).isEqualTo("8090");
    assertThat(port.get("source").asText()).isEqualTo("system properties");
    assertThat(setting(report, "loopline.instance").get("source").asText())
        .isEqualTo("environment");
    assertThat(setting(report, "loopline.state.directory").has("value")).isFalse();
    assertThat(report.get("problems")).isEmpty();
    assertThat(report.get("unknown")).isEmpty();
  }

  @Test
  void shouldNeverShowASecret() {
    // When
    JsonNode report =
        report(
            Map.of(
                "loopline.schema.registry.basic.auth.user.info", "me:hunter2",
                "loopline.kafka.ssl.keystore.password", "hunter2",
                "loopline.kafka.sasl.jaas.config", "hunter2",
                "loopline.kafka.session.timeout.ms", "6000"),
            Map.of());

    // Then
    assertThat(report.toString()).doesNotContain("hunter2");
    assertThat(
            setting(report, "loopline.kafka.*").get("entries").get("session.timeout.ms").asText())
        .isEqualTo("6000");
    assertThat(setting(report, "loopline.kafka.*").get("entries")).hasSize(3);
  }

  @Test
  void shouldNameEveryReasonTheServiceWouldNotStart() {
    // When
    JsonNode report =
        report(
            Map.of(
                "loopline.http.port", "eighty",
                "loopline.worker.drain", "soon",
                "loopline.nonsense", "1"),
            Map.of());

    // Then
    assertThat(report.get("problems"))
        .extracting(JsonNode::asText)
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("loopline.http.port = 'eighty'"))
        .anyMatch(problem -> problem.startsWith("loopline.worker.drain = 'soon'"));
    assertThat(report.get("unknown"))
        .extracting(JsonNode::asText)
        .containsExactly("loopline.nonsense");
  }

  @Test
  void shouldNameAProtectedClientProperty() {
    // When
    JsonNode report =
        report(Map.of("loopline.kafka.isolation.level", "read_uncommitted"), Map.of());

    // Then
    assertThat(report.get("problems"))
        .extracting(JsonNode::asText)
        .singleElement()
        .asString()
        .contains("loopline.kafka.isolation.level", "remove it");
  }

  private static JsonNode report(Map<String, String> system, Map<String, String> environment) {
    List<Setting<?>> declared = ServiceConfig.SETTINGS;
    return SettingsReport.of(
        "executor-service", Settings.of(system, environment).declaring(declared), declared);
  }

  private static JsonNode setting(JsonNode report, String name) {
    return StreamSupport.stream(report.get("settings").spliterator(), false)
        .filter(setting -> setting.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
