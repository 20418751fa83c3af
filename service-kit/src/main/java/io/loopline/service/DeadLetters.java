package io.loopline.service;

import static java.util.Objects.requireNonNull;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Producer;
import io.loopline.event.SourceRef;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters. A letter's id and key come from the coordinates of its record, so a second
 * letter for the same record can be told. Everything in it is cut so that it stays below the event
 * size limit. Immutable; safe for all threads.
 */
public final class DeadLetters {
  static final int MAX_VALUE_BYTES = 128 * 1024;
  static final int MAX_KEY_BYTES = 16 * 1024;
  static final int MAX_HEADER_BYTES = 32 * 1024;
  static final int MAX_MESSAGE_LENGTH = 2000;

  private final Producer identity;
  private final InstantSource clock;

  public DeadLetters(Producer identity, InstantSource clock) {
    this.identity = requireNonNull(identity, "identity is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * The letter for this record.
   *
   * @param message the reason in words; cut at 2,000 characters
   * @param cause null when there was no exception
   */
  public DeadLetter compose(
      RejectedRecord record, DeadLetterReason reason, String message, @Nullable Throwable cause) {
    DeadLetter.Builder letter =
        DeadLetter.newBuilder()
            .setEventId("dead-letter/" + record.coordinates())
            .setOccurredAt(clock.instant())
            .setProducer(identity)
            .setSource(new SourceRef(record.topic(), record.partition(), record.offset()))
            .setSourceTimestamp(Instant.ofEpochMilli(record.timestampMs()))
            .setReason(reason)
            .setMessage(Texts.cut(message, MAX_MESSAGE_LENGTH))
            .setHeaders(headers(record.headers()));
    if (cause != null) {
      letter.setExceptionClass(cause.getClass().getName());
    }
    byte[] key = record.key();
    if (key != null) {
      letter.setKey(cut(key, MAX_KEY_BYTES));
    }
    byte[] value = record.value();
    letter.setValueSize(value == null ? 0 : value.length);
    if (value != null) {
      letter.setValue(cut(value, MAX_VALUE_BYTES));
    }
    return letter.build();
  }

  private static ByteBuffer cut(byte[] bytes, int limit) {
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, limit)).slice();
  }

  /** As many headers as fit; order is by name so that the same record gives the same letter. */
  private static Map<String, ByteBuffer> headers(Map<String, byte[]> headers) {
    Map<String, ByteBuffer> kept = new LinkedHashMap<>();
    int left = MAX_HEADER_BYTES;
    for (String name : headers.keySet().stream().sorted().toList()) {
      byte[] value = requireNonNull(headers.get(name), name);
      left -= name.length() * 3 + value.length;
      if (left < 0) {
        break;
      }
      kept.put(name, ByteBuffer.wrap(value));
    }
    return kept;
  }
}
