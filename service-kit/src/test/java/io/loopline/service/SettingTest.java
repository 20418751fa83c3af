package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.serde.RegistryCredentials;
import io.loopline.serde.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTest {
  private static final Setting<Integer> PLACES =
      Setting.integer("loopline.test.places", 3, 1, 9, "places");
  private static final Setting<Boolean> STRICT = Setting.flag("loopline.test.strict", true, "?");
  private static final Setting<Duration> WAIT =
      Setting.duration("loopline.test.wait", Duration.ofMillis(1_500), "wait");
  private static final Setting<Path> FOLDER =
      Setting.path("loopline.test.folder", Path.of("somewhere"), "folder");
  private static final Setting<String> WORD =
      Setting.text("loopline.test.word", "default", "text", "word");
  private static final Setting<Optional<String>> MAYBE =
      Setting.optional("loopline.test.maybe", "what holds", "text", "maybe");

  @Test
  void shouldGiveItsDefaultWhenNothingIsSet() {
    // Given
    Settings settings = Settings.of(Map.of(), Map.of());

    // Then
    assertThat(settings.get(PLACES)).isEqualTo(3);
    assertThat(settings.get(STRICT)).isTrue();
    assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(settings.get(FOLDER)).isEqualTo(Path.of("somewhere").toAbsolutePath());
    assertThat(settings.get(WORD)).isEqualTo("default");
    assertThat(settings.get(MAYBE)).isEmpty();
  }

  @Test
  void shouldGiveWhatIsSet() {
    // Given
    Settings settings =
        Settings.of(
            Map.of(
                "loopline.test.places", "9",
                "loopline.test.strict", "FALSE",
                "loopline.test.wait", "2m",
                "loopline.test.folder", "/srv",
                "loopline.test.word", "said"),
            Map.of("LOOPLINE_TEST_MAYBE", "perhaps"));

    // Then
    assertThat(settings.get(PLACES)).isEqualTo(9);
    assertThat(settings.get(STRICT)).isFalse();
    assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.get(FOLDER)).isEqualTo(Path.of("/srv"));
    assertThat(settings.get(WORD)).isEqualTo("said");
    assertThat(settings.get(MAYBE)).contains("perhaps");
  }

  @Test
  void shouldRefuseWhatItsBoundsExclude() {
    for (String value : List.of("0", "10", "many")) {
      Settings settings = Settings.of(Map.of("loopline.test.places", value), Map.of());
      assertThatThrownBy(() -> settings.get(PLACES))
          .isInstanceOf(InvalidConfiguration.class)
          .hasMessageContaining("loopline.test.places = '" + value + "'");
    }
  }

  @Test
  void shouldShowDefaultsAsTheyWouldBeWritten() {
    assertThat(List.of(PLACES, STRICT, WAIT, FOLDER, WORD, MAYBE))
        .extracting(Setting::defaultValue)
        .containsExactly("3", "true", "1500ms", "somewhere", "default", "what holds");
    assertThat(Setting.duration("loopline.a", Duration.ofMinutes(5), "?").defaultValue())
        .isEqualTo("5m");
    assertThat(PLACES.allowed()).isEqualTo("1 to 9");
  }

  @Test
  void shouldBeABugToReadWhatIsNotDeclared() {
    // Given
    Settings settings = Settings.of(Map.of(), Map.of()).declaring(List.of(PLACES));

    // Then
    assertThat(settings.get(PLACES)).isEqualTo(3);
    assertThatThrownBy(() -> settings.get(WORD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("loopline.test.word is read");
  }

  @Test
  void shouldNameWhatNoSettingIsAbout() {
    // Given
    Settings settings =
        Settings.of(
            Map.of("loopline.worker.in-fligth", "3", "loopline.kafka.ssl.protocol", "TLSv1.3"),
            Map.of("LOOPLINE_WORKER_IN_FLIGHT", "4", "LOOPLINE_HTTP_PROT", "1", "HOME", "/root"));

    // When
    List<String> unknown = settings.unknown(ServiceConfig.SETTINGS);

    // Then
    assertThat(unknown).containsExactly("loopline.http.prot", "loopline.worker.in-fligth");
  }

  @Test
  void shouldDeclareEveryKeyOfTheRegistryClient() throws IllegalAccessException {
    // Given
    List<String> keys = new ArrayList<>();
    for (Field field : clientKeys()) {
      if (field.getType() == String.class) {
        keys.add("loopline." + field.get(null));
      }
    }

    // Then
    assertThat(keys).hasSizeGreaterThanOrEqualTo(4);
    assertThat(RegistryKeys.SETTINGS)
        .as("a key of the registry client has no Setting in RegistryKeys")
        .extracting(Setting::name)
        .containsAll(keys);
  }

  private static List<Field> clientKeys() {
    return Stream.of(RegistrySettings.class, RegistryCredentials.class)
        .flatMap(type -> Stream.of(type.getFields()))
        .toList();
  }

  @Test
  void shouldDeclareTheLogLevelsAsTheLogConfigurationReadsThem() throws IOException {
    try (InputStream file = SettingTest.class.getResourceAsStream("/logback.xml")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (Setting<?> setting : ProcessSettings.SETTINGS) {
        if (setting.name().startsWith("loopline.log.")) {
          assertThat(text).contains("${%s:-%s}".formatted(setting.name(), setting.defaultValue()));
        }
      }
    }
  }
}
