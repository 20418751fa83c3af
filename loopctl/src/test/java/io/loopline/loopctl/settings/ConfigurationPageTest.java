package io.loopline.loopctl.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private final ServiceSettings planner =
      service(
          """
          {"service": "planner-service",
           "settings": [
             {"name": "loopline.http.port", "default": "0", "allowed": "0 to 65535",
              "meaning": "health", "value": "8091", "source": "system properties"},
             {"name": "loopline.kafka.*", "default": "", "allowed": "Kafka client properties",
              "meaning": "more", "entries": {"session.timeout.ms": "6000"}},
             {"name": "loopline.controller.threads", "default": "1", "allowed": "1 to 64",
              "meaning": "threads"}],
           "unknown": ["loopline.x"], "problems": ["loopline.y = 'z': no"]}
          """);
  private final ServiceSettings executor =
      service(
          """
          {"service": "executor-service",
           "settings": [
             {"name": "loopline.http.port", "default": "0", "allowed": "0 to 65535",
              "meaning": "health", "value": "8092", "source": "environment"},
             {"name": "loopline.kafka.*", "default": "", "allowed": "Kafka client properties",
              "meaning": "more", "entries": {}},
             {"name": "loopline.executor.mode", "default": "as it comes", "allowed": "a | b",
              "meaning": "mode"}]}
          """);

  @Test
  void shouldPutCommonSettingsTogetherAndShowNoValues() {
    // When
    String page = ConfigurationPage.of(List.of(planner, executor));

    // Then
    assertThat(page)
        .endsWith(
            """

            ## Every service

            | property | default | allowed | meaning |
            |---|---|---|---|
            | `loopline.http.port` | `0` | 0 to 65535 | health |
            | `loopline.kafka.*` | none | Kafka client properties | more |

            ## planner-service

            | property | default | allowed | meaning |
            |---|---|---|---|
            | `loopline.controller.threads` | `1` | 1 to 64 | threads |

            ## executor-service

            | property | default | allowed | meaning |
            |---|---|---|---|
            | `loopline.executor.mode` | as it comes | a \\| b | mode |
            """)
        .doesNotContain("8091", "6000");
  }

  @Test
  void shouldShowValueAndSourceOfEachSetting() {
    assertThat(ConfigText.lines(List.of(planner)))
        .containsExactly(
            "planner-service",
            "  loopline.http.port                 8091  system properties",
            "  loopline.kafka.session.timeout.ms  6000  set",
            "  loopline.controller.threads        1     default");
    assertThat(ConfigText.lines(List.of(executor)))
        .contains("  loopline.kafka.*        -            default");
    assertThat(planner.unknown()).containsExactly("loopline.x");
    assertThat(planner.problems()).containsExactly("loopline.y = 'z': no");
  }

  private static ServiceSettings service(String json) {
    try {
      return ServiceSettings.of(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException bug) {
      throw new AssertionError(bug);
    }
  }
}
