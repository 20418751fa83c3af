package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.serde.EventCodec;
import io.loopline.serde.KafkaClassFormat;
import io.loopline.serde.LooplineAvroDeserializer;
import io.loopline.serde.LooplineAvroSerializer;
import io.loopline.serde.RegistrySettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerdeConfigTest {
  private static final RegistrySettings REGISTRY =
      RegistrySettings.of("https://one:8081,https://two:8081/");

  private static SerdeConfig config(Map<String, String> settings) {
    return SerdeConfig.from(Settings.of(settings, Map.of()));
  }

  /** Somebody else's. */
  public static final class OtherSerializer implements Serializer<SpecificRecord> {
    @Override
    public byte[] serialize(String topic, SpecificRecord event) {
      throw new IllegalStateException("not used here");
    }
  }

  @Test
  void shouldUseNothingButLooplinesOwnCodecByDefault() {
    // Given
    SerdeConfig named =
        config(
            Map.of(
                "loopline.serializer.class", LooplineAvroSerializer.class.getName(),
                "loopline.deserializer.class", LooplineAvroDeserializer.class.getName()));

    // Then no layer is between the services and it
    assertThat(config(Map.of()).open(REGISTRY, Map.of())).isExactlyInstanceOf(EventCodec.class);
    assertThat(named.open(REGISTRY, Map.of())).isExactlyInstanceOf(EventCodec.class);
  }

  @Test
  void shouldGoThroughTheNamedClasses() {
    // Given
    SerdeConfig config =
        config(Map.of("loopline.serializer.class", OtherSerializer.class.getName()));

    // Then
    assertThat(config.open(REGISTRY, Map.of())).isExactlyInstanceOf(KafkaClassFormat.class);
  }

  @Test
  void shouldConfigureTheClassesInConfluentsWords() {
    // Given
    SerdeConfig config =
        config(
            Map.of(
                "loopline.serializer.class", "x",
                "loopline.serde.use.latest.version", "true",
                "loopline.serde.avro.remove.java.properties", "false"));

    // When
    Map<String, Object> given =
        config.classConfiguration(
            REGISTRY,
            Map.of(
                "schema.registry.basic.auth.user.info", "a:b",
                "schema.registry.ssl.truststore.location", "/ca.p12"));

    // Then
    assertThat(given)
        .isEqualTo(
            Map.of(
                "schema.registry.url", "https://one:8081,https://two:8081",
                "schema.registry.basic.auth.user.info", "a:b",
                "basic.auth.user.info", "a:b",
                "basic.auth.credentials.source", "USER_INFO",
                "schema.registry.ssl.truststore.location", "/ca.p12",
                "use.latest.version", "true",
                "avro.remove.java.properties", "false",
                "specific.avro.reader", "true",
                "auto.register.schemas", "false"));
  }

  @Test
  void shouldPassABearerTokenOn() {
    assertThat(
            config(Map.of("loopline.serializer.class", "x"))
                .classConfiguration(REGISTRY, Map.of("schema.registry.bearer.auth.token", "t")))
        .containsEntry("bearer.auth.token", "t")
        .containsEntry("bearer.auth.credentials.source", "STATIC_TOKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "loopline.serde.specific.avro.reader,        false, is fixed by Loopline; remove it",
    "loopline.serde.auto.register.schemas,       true,  is fixed by Loopline; remove it",
    "loopline.serde.value.subject.name.strategy, x,     is fixed by Loopline; remove it",
    "loopline.serde.schema.registry.url,         x,     is fixed by Loopline; remove it",
  })
  void shouldNotLetASettingWeakenAGuarantee(String property, String value, String problem) {
    assertThatThrownBy(() -> config(Map.of("loopline.serializer.class", "x", property, value)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("%s = '%s': %s", property, value, problem);
  }

  @Test
  void shouldNotIgnoreASettingWithoutItsClass() {
    assertThatThrownBy(() -> config(Map.of("loopline.serde.use.latest.version", "true")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith(
            "loopline.serde.use.latest.version means nothing to Loopline's own");
  }

  @Test
  void shouldNameTheClassThatIsMissing() {
    Map<String, String> settings = new HashMap<>();
    settings.put("loopline.serializer.class", "io.confluent.kafka.serializers.KafkaAvroSerializer");

    assertThatThrownBy(() -> config(settings).open(REGISTRY, Map.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("loopline.serializer.class")
        .hasMessageContaining("KafkaAvroSerializer is not complete on the class path")
        .extracting(failure -> Optional.ofNullable(failure.getCause()))
        .isEqualTo(Optional.empty());
  }
}
