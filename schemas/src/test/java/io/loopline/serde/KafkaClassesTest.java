package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.contract.Specimen;
import io.loopline.event.ActionClaim;
import io.loopline.event.Producer;
import io.loopline.topic.LoopTopics;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class KafkaClassesTest {

  private static ActionClaim claim() {
    LocalSchemaRegistry registry = new LocalSchemaRegistry();
    Schema schema = ContractSchema.of(ActionClaim.class);
    registry.register(LoopTopics.CLAIMS.subject(), schema);
    byte[] header = {0, 0, 0, 0, 1};
    Object value = Specimen.of(schema, symbols -> symbols.getEnumSymbols().get(0));
    return new EventCodec(registry)
        .decode(LoopTopics.CLAIMS, Specimen.bytes(header, schema, value));
  }

  @Test
  void shouldSendAnEventThroughKafkasInterfaces() throws Exception {
    try (FakeRegistry server = new FakeRegistry();
        LooplineAvroSerializer serializer = new LooplineAvroSerializer();
        LooplineAvroDeserializer deserializer = new LooplineAvroDeserializer()) {
      // Given
      serializer.configure(
          Map.of("schema.registry.url", server.url(), "auto.register.schemas", "true"), false);
      deserializer.configure(Map.of("schema.registry.url", server.url()), false);

      // When
      byte[] bytes = serializer.serialize("loop.claims", claim());

      // Then
      assertThat(deserializer.deserialize("loop.claims", bytes)).isEqualTo(claim());
      assertThat(server.requests)
          .containsExactly("POST /subjects/loop.claims-value/versions", "GET /schemas/ids/100");
    }
  }

  @Test
  void shouldOnlyLookUpByDefault() throws Exception {
    try (FakeRegistry server = new FakeRegistry();
        LooplineAvroSerializer serializer = new LooplineAvroSerializer()) {
      serializer.configure(Map.of("schema.registry.url", server.url()), false);

      assertThatThrownBy(() -> serializer.serialize("loop.claims", claim()))
          .isInstanceOf(UnknownSchemaId.class);
      assertThat(server.requests).containsExactly("POST /subjects/loop.claims-value");
    }
  }

  @Test
  void shouldKeepDeletionsAsTheyAre() {
    assertThat(new LooplineAvroSerializer().serialize("loop.memory", null)).isNull();
    assertThat(new LooplineAvroDeserializer().deserialize("loop.memory", null)).isNull();
  }

  @Test
  void shouldRefuseWhatDoesNotBelongOnTheTopic() {
    EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
    try (LooplineAvroSerializer serializer = new LooplineAvroSerializer(codec)) {
      assertThatThrownBy(() -> serializer.serialize("loop.claims", new Producer("s", "i", "v")))
          .isInstanceOf(SerializationException.class)
          .hasMessage("loop.claims carries ActionClaim, not Producer");
      assertThatThrownBy(() -> serializer.serialize("orders", claim()))
          .hasMessage("orders is not one of Loopline's topics");
    }
  }

  @Test
  void shouldRefuseToHandleKeys() {
    Map<String, String> configuration = Map.of("schema.registry.url", "http://127.0.0.1:1");

    assertThatThrownBy(() -> new LooplineAvroSerializer().configure(configuration, true))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> new LooplineAvroDeserializer().configure(configuration, true))
        .isInstanceOf(ConfigException.class);
  }
}
