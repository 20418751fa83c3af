package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Producer;
import io.loopline.event.SourceRef;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Producer IDENTITY = new Producer("executor-service", "e-1", "1.0.0");

  private final DeadLetters letters = new DeadLetters(IDENTITY, () -> NOW);

  @Test
  void shouldCarryTheRecordAndItsCoordinates() {
    // Given
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("loop.plan-requests", 3, 42, bytes("loop-1"), bytes("garbage"));
    record.headers().add("traceparent", bytes("00-aa-bb-01"));

    // When
    DeadLetter letter =
        letters.compose(
            RejectedRecord.of(record),
            DeadLetterReason.UNDECODABLE,
            "no magic byte",
            new IllegalStateException("x"));

    // Then
    assertThat(letter)
        .isEqualTo(
            DeadLetter.newBuilder()
                .setEventId("dead-letter/loop.plan-requests/3/42")
                .setOccurredAt(NOW)
                .setProducer(IDENTITY)
                .setSource(new SourceRef("loop.plan-requests", 3, 42L))
                .setSourceTimestamp(Instant.ofEpochMilli(ConsumerRecord.NO_TIMESTAMP))
                .setReason(DeadLetterReason.UNDECODABLE)
                .setMessage("no magic byte")
                .setExceptionClass("java.lang.IllegalStateException")
                .setKey(ByteBuffer.wrap(bytes("loop-1")))
                .setValue(ByteBuffer.wrap(bytes("garbage")))
                .setValueSize(7)
                .setHeaders(Map.of("traceparent", ByteBuffer.wrap(bytes("00-aa-bb-01"))))
                .build());
  }

  @Test
  void shouldGiveTheSameIdWhenTheSameRecordIsSetAsideAgain() {
    // Given
    RejectedRecord record = record(new byte[] {1}, Map.of());

    // When
    String first = letters.compose(record, DeadLetterReason.INVALID, "a", null).getEventId();
    String second = letters.compose(record, DeadLetterReason.OVERSIZED, "b", null).getEventId();

    // Then
    assertThat(first).isEqualTo(second);
  }

  @Test
  void shouldStayBelowTheEventLimitWhenEverythingIsHuge() {
    // Given
    byte[] huge = new byte[1 << 20];
    new Random(1).nextBytes(huge);
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      headers.put("header-" + i, new byte[2000]);
    }
    RejectedRecord record = new RejectedRecord("t", 0, 1, 2, huge, huge, headers);

    // When
    DeadLetter letter =
        letters.compose(record, DeadLetterReason.OVERSIZED, "€".repeat(100_000), null);
    byte[] encoded =
        new EventCodec(new LocalSchemaRegistry(), true).encode(LoopTopics.DEAD_LETTERS, letter);

    // Then
    assertThat(encoded.length).isLessThan(LoopTopics.MAX_EVENT_BYTES);
    assertThat(letter.getValue().remaining()).isEqualTo(128 * 1024);
    assertThat(letter.getValueSize()).isEqualTo(huge.length);
  }

  private static RejectedRecord record(byte[] value, Map<String, byte[]> headers) {
    return new RejectedRecord("t", 0, 1, 2, bytes("k"), value, headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
