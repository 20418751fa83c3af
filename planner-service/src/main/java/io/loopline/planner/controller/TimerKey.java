package io.loopline.planner.controller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Key of a timer row: due time in milliseconds, big-endian, so that bytes sort as times; the loop
 * id; a zero byte; the name of the timer in its loop.
 */
final class TimerKey {
  private static final String NAME = "wake";

  private TimerKey() {}

  static Bytes of(Instant dueAt, String loopId) {
    byte[] loop = loopId.getBytes(StandardCharsets.UTF_8);
    byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + loop.length + 1 + name.length)
            .putLong(dueAt.toEpochMilli())
            .put(loop)
            .put((byte) 0)
            .put(name)
            .array());
  }

  /** Sorts before every key due at this time or later. */
  static Bytes from(Instant dueAt) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(dueAt.toEpochMilli()).array());
  }

  static Instant dueAt(Bytes key) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(key.get()).getLong());
  }
}
