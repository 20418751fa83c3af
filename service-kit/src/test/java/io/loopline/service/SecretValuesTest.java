package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValuesTest {
  @Test
  void shouldFindWhatIsDeclaredSecretAndPasswordsAmongClientProperties() {
    // Given
    Map<String, String> properties =
        Map.of(
            "loopline.schema.registry.basic.auth.user.info", "reader:planted-1",
            "loopline.kafka.ssl.keystore.password", "planted-2",
            "loopline.kafka.ssl.keystore.location", "/etc/kafka/keystore.p12",
            "loopline.kafka.sasl.jaas.config",
                "x.PlainLoginModule required username=\"planner\" password=\"planted-3\";",
            "loopline.bootstrap.servers", "broker:9092");
    Settings settings = Settings.of(properties, Map.of());

    // Then
    assertThat(settings.declaring(ServiceConfig.SETTINGS).secretValues())
        .containsExactlyInAnyOrder("reader:planted-1", "planted-1", "planted-2", "planted-3");
    assertThat(settings.secretValues()).isEqualTo(List.of());
  }
}
