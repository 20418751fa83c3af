package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerChoiceTest {
  @Test
  void shouldTryDockerWithTheOfficialImageWhenNothingIsSet() {
    assertThat(choice(Map.of())).isEqualTo(new BrokerChoice.Automatic("apache/kafka:4.3.1"));
    assertThat(choice(Map.of("LOOPLINE_TEST_BROKER", " ", "LOOPLINE_TEST_BOOTSTRAP", "")))
        .isEqualTo(new BrokerChoice.Automatic("apache/kafka:4.3.1"));
  }

  @Test
  void shouldUseTheExternalBrokerWhenOnlyItsAddressIsSet() {
    assertThat(choice(Map.of("LOOPLINE_TEST_BOOTSTRAP", "127.0.0.1:9192")))
        .isEqualTo(new BrokerChoice.External("127.0.0.1:9192"));
  }

  @Test
  void shouldFollowTheNameWhenSeveralBrokersCouldBeUsed() {
    // Given
    Map<String, String> both =
        Map.of("LOOPLINE_TEST_BOOTSTRAP", "127.0.0.1:9192", "LOOPLINE_TEST_KAFKA_IMAGE", "own:1");

    // When, Then
    assertThat(choice(both, "external")).isEqualTo(new BrokerChoice.External("127.0.0.1:9192"));
    assertThat(choice(both, "container")).isEqualTo(new BrokerChoice.Container("own:1"));
    assertThat(choice(both, "local")).isEqualTo(new BrokerChoice.Local());
    assertThat(choice(both, "automatic")).isEqualTo(new BrokerChoice.Automatic("own:1"));
  }

  @Test
  void shouldNameTheSettingWhenItIsWrongOrMissing() {
    assertThatThrownBy(() -> choice(Map.of(), "docker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LOOPLINE_TEST_BROKER is external, container, local or automatic, not docker");
    assertThatThrownBy(() -> choice(Map.of(), "external"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LOOPLINE_TEST_BOOTSTRAP is not set");
  }

  private static BrokerChoice choice(Map<String, String> settings) {
    return BrokerChoice.of(name -> Optional.ofNullable(settings.get(name)));
  }

  private static BrokerChoice choice(Map<String, String> settings, String broker) {
    return BrokerChoice.of(name ->
        name.equals("LOOPLINE_TEST_BROKER")
            ? Optional.of(broker)
            : Optional.ofNullable(settings.get(name)));
  }
}
