package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(RegistrySettings.of("http://127.0.0.1:8081/apis/ccompat/v7/"))
        .isEqualTo(
            new RegistrySettings(
                List.of(URI.create("http://127.0.0.1:8081/apis/ccompat/v7")),
                new RegistryCredentials.None(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(30)));
  }

  @Test
  void shouldNameTheKeyThatIsWrong() {
    assertThatThrownBy(() -> RegistrySettings.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("schema.registry.url is missing");
    assertThatThrownBy(() -> RegistrySettings.of(" , "))
        .hasMessage("schema.registry.url names no address");
    assertThatThrownBy(() -> RegistrySettings.of("localhost:8081"))
        .hasMessageStartingWith("schema.registry.url takes http or https addresses");
    assertThatThrownBy(() -> RegistrySettings.of("http://user:secret@localhost"))
        .hasMessageContaining("without credentials")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() ->
            RegistrySettings.from(
                Map.of(
                    RegistrySettings.URL,
                    "http://localhost",
                    RegistrySettings.REQUEST_TIMEOUT_MS,
                    "soon")))
        .hasMessage("schema.registry.request.timeout.ms is not a number of milliseconds: soon");
    assertThatThrownBy(() ->
            RegistrySettings.from(
                Map.of(
                    RegistrySettings.URL,
                    "http://localhost",
                    RegistrySettings.LOOKUP_TIMEOUT_MS,
                    0)))
        .hasMessage("schema.registry.lookup.timeout.ms must be positive: 0");
  }
}
