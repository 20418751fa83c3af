package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.loopline.event.Goal;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaClassFormatTest {
  private static final byte[] VALUE = {0, 0, 0, 0, 1, 2, 3};

  private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
  private final EventCodec own = new EventCodec(registry, true);
  private final Serializer<Object> writing =
      (topic, event) -> new LooplineAvroSerializer(own).serialize(topic, (Goal) event);
  private final Deserializer<?> reading = new LooplineAvroDeserializer(own);

  private static Deserializer<?> throwing(RuntimeException failure) {
    return (topic, value) -> {
      throw failure;
    };
  }

  @Test
  void shouldWriteAndReadEveryTopicThroughKafkasInterfaces() throws Exception {
    try (FakeRegistry server = new FakeRegistry();
        KafkaClassFormat format =
            KafkaClassFormat.of(
                LooplineAvroSerializer.class.getName(),
                LooplineAvroDeserializer.class.getName(),
                Map.of("schema.registry.url", server.url(), "auto.register.schemas", "true"))) {
      // When
      format.preload(LoopTopics.all());
      int asked = server.requests.size();

      // Then
      for (LoopTopic<?> topic : LoopTopics.all()) {
        assertSame(format, topic);
      }
      assertThat(server.requests).hasSize(asked);
    }
  }

  private <T extends SpecificRecord> void assertSame(EventFormat format, LoopTopic<T> topic) {
    T event = BlankEvent.of(topic.type());
    byte[] bytes = format.encode(topic, event);
    byte[] ours = own.encode(topic, event);
    assertThat(bytes).hasSize(ours.length).endsWith(Arrays.copyOfRange(ours, 5, ours.length));
    assertThat(format.decode(topic, bytes)).isEqualTo(event);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(rest(404, 40403), UnknownSchemaId.class),
        Arguments.of(rest(404, 404), RegistryUnreachable.class),
        Arguments.of(rest(401, 40101), RegistryUnreachable.class),
        Arguments.of(rest(403, 40301), RegistryUnreachable.class),
        Arguments.of(rest(429, 429), RegistryUnreachable.class),
        Arguments.of(rest(500, 50001), RegistryUnreachable.class),
        Arguments.of(rest(409, 409), IncompatibleSchema.class),
        Arguments.of(rest(422, 42201), IncompatibleSchema.class),
        Arguments.of(wrapped(new ConnectException("refused")), RegistryUnreachable.class),
        Arguments.of(wrapped(new SSLHandshakeException("PKIX")), RegistryUnreachable.class),
        Arguments.of(
            wrapped(new IOException("no bytes", new EOFException())), RegistryUnreachable.class),
        Arguments.of(new InvalidConfigurationException("Unauthorized"), RegistryUnreachable.class),
        Arguments.of(new TimeoutException("slow"), RegistryUnreachable.class),
        Arguments.of(wrapped(new EOFException()), UndecodableEvent.class),
        Arguments.of(wrapped(new InvalidNumberEncodingException("v")), UndecodableEvent.class),
        Arguments.of(new AvroRuntimeException("Malformed data"), UndecodableEvent.class),
        Arguments.of(new SerializationException("Unknown magic byte!"), UndecodableEvent.class),
        Arguments.of(new ArrayIndexOutOfBoundsException(7), UndecodableEvent.class),
        Arguments.of(new RegistryUnreachable("away"), RegistryUnreachable.class));
  }

  private static SerializationException wrapped(Exception cause) {
    return new SerializationException("Error retrieving Avro value schema for id 1", cause);
  }

  private static SerializationException rest(int status, int code) {
    return wrapped(new RestClientException("said so", status, code));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldClassifyWhatADeserializerThrows(
      RuntimeException thrown, Class<? extends SerializationException> expected) {
    // Given
    KafkaClassFormat format = new KafkaClassFormat(writing, throwing(thrown));

    // When
    Throwable failure = catchThrowable(() -> format.decode(LoopTopics.GOALS, VALUE));

    // Then
    assertThat(failure).isExactlyInstanceOf(expected);
  }

  @Test
  void shouldClassifyWhatASerializerThrows() {
    Goal goal = BlankEvent.of(Goal.class);

    assertThatThrownBy(() -> failing(rest(401, 401)).encode(LoopTopics.GOALS, goal))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessage("loop.goals: said so; error code: 401");
    assertThatThrownBy(() -> failing(rest(404, 40403)).encode(LoopTopics.GOALS, goal))
        .isInstanceOf(UnknownSchemaId.class);
    assertThatThrownBy(
            () -> failing(new NullPointerException("no id")).encode(LoopTopics.GOALS, goal))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessage("bug: a Goal was not encoded: no id");
  }

  private KafkaClassFormat failing(RuntimeException failure) {
    return new KafkaClassFormat(
        (topic, event) -> {
          throw failure;
        },
        reading);
  }

  @Test
  void shouldRefuseWhatIsNoConfluentWireFormat() {
    KafkaClassFormat format = new KafkaClassFormat((topic, event) -> new byte[] {1, 2, 3}, reading);

    assertThatThrownBy(() -> format.encode(LoopTopics.GOALS, BlankEvent.of(Goal.class)))
        .isInstanceOf(SerializationException.class)
        .hasMessageEndingWith("does not write the Confluent wire format");
    assertThatThrownBy(() -> format.decode(LoopTopics.GOALS, new byte[] {1, 0, 0, 0, 1, 2}))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessage("loop.goals: the first byte is 0x01, not the magic byte 0x00");
  }

  @Test
  void shouldFailBeforeTheFirstRecordWhenAClassIsConfiguredWrongly() {
    // Given a deserializer that gives generic records
    Deserializer<?> generic =
        (topic, value) -> new GenericData.Record(ContractSchema.of(Goal.class));

    // Then
    assertThatThrownBy(
            () -> new KafkaClassFormat(writing, generic).preload(List.of(LoopTopics.GOALS)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gave org.apache.avro.generic.GenericData$Record, not io.loopline");
  }

  @Test
  void shouldWaitForTheRegistryWhenItIsAwayAtTheStart() {
    assertThatThrownBy(() ->
            failing(wrapped(new ConnectException("refused"))).preload(List.of(LoopTopics.GOALS)))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessage("loop.goals: refused");
  }

  @Test
  void shouldNameTheClassThatCannotBeUsed() {
    String good = LooplineAvroSerializer.class.getName();
    Map<String, String> configuration = Map.of("schema.registry.url", "http://127.0.0.1:1");

    assertThatThrownBy(() -> KafkaClassFormat.of("io.nobody.Serializer", good, configuration))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("io.nobody.Serializer is not complete on the class path");
    assertThatThrownBy(
            () -> KafkaClassFormat.of(StringDeserializer.class.getName(), good, configuration))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("StringDeserializer cannot be used as a Kafka Serializer");
  }
}
