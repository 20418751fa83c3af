package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.contract.Specimen;
import io.loopline.event.ActionClaim;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final LoopTopic<ActionClaim> CLAIMS = LoopTopics.CLAIMS;

  private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
  private final EventCodec codec = new EventCodec(registry, true);

  static Stream<LoopTopic<?>> topics() {
    return LoopTopics.all().stream();
  }

  private byte[] wire(LoopTopic<?> topic) {
    Schema schema = ContractSchema.of(topic.type());
    int id = registry.register(topic.subject(), schema);
    return Specimen.bytes(
        header(id), schema, Specimen.of(schema, symbols -> symbols.getEnumSymbols().get(0)));
  }

  private static byte[] header(int id) {
    return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
  }

  private ActionClaim claim() {
    return codec.decode(CLAIMS, wire(CLAIMS));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldWriteTheBytesItReadsForEveryTopic(LoopTopic<?> topic) {
    // Given
    byte[] bytes = wire(topic);

    // Then
    assertThat(again(topic, bytes)).isEqualTo(bytes);
  }

  private <T extends SpecificRecord> byte[] again(LoopTopic<T> topic, byte[] bytes) {
    return codec.encode(topic, codec.decode(topic, bytes));
  }

  @Test
  void shouldPutMagicByteAndSchemaIdBeforeTheRecord() {
    // Given
    registry.register("taken", Schema.create(Schema.Type.STRING));

    // When
    byte[] bytes = codec.encode(CLAIMS, claim());

    // Then
    assertThat(HexFormat.of().formatHex(bytes, 0, 5)).isEqualTo("0000000002");
  }

  @Test
  void shouldRegisterTheSchemaWithoutMarksOfTheJavaGenerator() {
    // When
    codec.encode(CLAIMS, claim());

    // Then
    assertThat(CLAIMS.schema().toString()).contains("avro.java.string");
    assertThat(registry.byId(1).toString()).doesNotContain("avro.java.string");
    assertThat(registry.byId(1)).isEqualTo(ContractSchema.of(ActionClaim.class));
  }

  @Test
  void shouldNotRegisterUnlessAllowed() {
    // Given
    ActionClaim claim = claim();
    EventCodec service = new EventCodec(new LocalSchemaRegistry());

    // Then
    assertThatThrownBy(() -> service.encode(CLAIMS, claim)).isInstanceOf(UnknownSchemaId.class);
    assertThatThrownBy(() -> service.preload(List.of(CLAIMS)))
        .hasMessage(
            "io.loopline.event.ActionClaim is not registered under subject loop.claims-value");
  }

  @Test
  void shouldNeedNoRegistryAfterPreload() throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      // Given
      EventCodec service = new EventCodec(SchemaRegistry.connect(server.url()), true);
      service.preload(LoopTopics.all());
      server.answer(503, "");

      // When
      byte[] bytes = service.encode(CLAIMS, claim());

      // Then
      assertThat(service.decode(CLAIMS, bytes)).isEqualTo(claim());
      assertThat(server.requests).hasSize(LoopTopics.all().size());
    }
  }

  @Test
  void shouldRefuseAnIncompleteEvent() {
    assertThatThrownBy(() -> codec.encode(CLAIMS, new ActionClaim()))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageStartingWith("bug: an incomplete ActionClaim was to be encoded: ")
        .hasMessageContaining("event_id");
  }

  @Test
  void shouldRefuseARecordOfAnotherTopic() {
    // Given
    byte[] goal = wire(LoopTopics.GOALS);

    // Then
    assertThatThrownBy(() -> codec.decode(CLAIMS, goal))
        .isInstanceOf(IncompatibleSchema.class)
        .hasMessageStartingWith(
            "loop.claims: schema id 1 (io.loopline.event.Goal) cannot be read as"
                + " io.loopline.event.ActionClaim: ");
  }

  @Test
  void shouldTellAnUnknownIdFromBrokenBytes() {
    assertThatThrownBy(() -> codec.decode(CLAIMS, header(999)))
        .isInstanceOf(UnknownSchemaId.class)
        .hasMessage("schema id 999 is not registered");
    assertThatThrownBy(() -> codec.decode(CLAIMS, new byte[0]))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessage("loop.claims: 0 bytes are too few for an event");
    assertThatThrownBy(() -> codec.decode(CLAIMS, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessage("loop.claims: the first byte is 0x7b, not the magic byte 0x00");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldRefuseEveryTruncationAndAByteTooMany(LoopTopic<?> topic) {
    // Given
    byte[] whole = wire(topic);

    // Then
    for (int length = 5; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> codec.decode(topic, part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(UndecodableEvent.class);
    }
    assertThatThrownBy(() -> codec.decode(topic, Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessageContaining("left over");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldOnlyEverCallRandomBytesUndecodable(LoopTopic<?> topic) {
    // Given
    long seed = 20261123L;
    Random random = new Random(seed);
    int id = registry.register(topic.subject(), ContractSchema.of(topic.type()));

    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      byte[] bytes = ByteBuffer.allocate(5 + noise.length).put(header(id)).put(noise).array();

      // Then
      assertThatCode(() -> decodeOrRefuse(topic, bytes))
          .as("seed %d, round %d", seed, i)
          .doesNotThrowAnyException();
    }
  }

  private void decodeOrRefuse(LoopTopic<?> topic, byte[] bytes) {
    try {
      codec.decode(topic, bytes);
    } catch (UndecodableEvent e) {
      assertThat(e.getMessage()).startsWith(topic.name()).doesNotContain("\n");
    }
  }

  @Test
  void shouldNotReserveMemoryForALengthThatBytesOnlyClaim() {
    // Given a first string that claims two gigabytes
    int id = registry.register(CLAIMS.subject(), ContractSchema.of(ActionClaim.class));
    byte[] claim = HexFormat.of().parseHex("e0ffffff0f");
    byte[] bytes = ByteBuffer.allocate(10).put(header(id)).put(claim).array();

    // Then
    assertThatThrownBy(() -> codec.decode(CLAIMS, bytes)).isInstanceOf(UndecodableEvent.class);
  }
}
