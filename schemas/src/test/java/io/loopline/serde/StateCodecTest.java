package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.ContextEntry;
import io.loopline.state.TimerRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {
  private final StateCodec<TimerRecord> codec = StateCodec.of(TimerRecord.class);
  private final TimerRecord timer =
      TimerRecord.newBuilder()
          .setLoopId("a-loop")
          .setDueAt(Instant.parse("2030-01-01T00:00:00.123Z"))
          .build();

  static List<Class<? extends SpecificRecord>> types() {
    return StateHistory.types();
  }

  @Test
  void shouldReadWhatItWrote() {
    assertThat(codec.decode(codec.encode(timer))).isEqualTo(timer);
  }

  @Test
  void shouldWriteWhatAvrosOwnSingleObjectReaderReads() throws Exception {
    // Given
    BinaryMessageDecoder<TimerRecord> reader = TimerRecord.getDecoder();

    // When
    TimerRecord read = reader.decode(ByteBuffer.wrap(codec.encode(timer)));

    // Then
    assertThat(read).isEqualTo(timer);
  }

  @Test
  void shouldReadAnEarlierVersionFromItsHistory() {
    // Given an earlier timer without a field, and with one that is gone
    Schema earlier =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"TimerRecord","namespace":"io.loopline.state","fields":[
                 {"name":"due_at","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"loop_id","type":"string"},
                 {"name":"reason","type":"string"}]}
                """);
    GenericRecord old = new GenericData.Record(earlier);
    old.put("due_at", timer.getDueAt().toEpochMilli());
    old.put("loop_id", "a-loop");
    old.put("reason", "deadline");
    byte[] bytes = singleObject(earlier, old);

    // Then
    assertThat(new StateCodec<>(TimerRecord.class, List.of(earlier)).decode(bytes))
        .isEqualTo(timer);
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessageMatching(
            "stored TimerRecord: written with schema [0-9a-f]{16}, which this version does not"
                + " know");
  }

  private static byte[] singleObject(Schema schema, Object value) {
    try {
      ByteBuffer encoded = new BinaryMessageEncoder<>(GenericData.get(), schema).encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldRefuseBytesThatAreNotTheState() {
    byte[] bytes = codec.encode(timer);

    assertThatThrownBy(() -> codec.decode(new byte[] {1, 2}))
        .hasMessage("stored TimerRecord: 2 bytes without the single-object marker");
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessageContaining("left over");
    assertThatThrownBy(() -> StateCodec.of(ContextEntry.class).decode(bytes))
        .isInstanceOf(UndecodableEvent.class)
        .hasMessageContaining("which this version does not know");
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldShipTheHistoryOfEveryStoredType(Class<? extends SpecificRecord> type) {
    assertThat(StateHistory.of(type)).isNotEmpty().contains(ContractSchema.of(type));
  }
}
