package io.loopline.planner.controller;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.service.RejectedRecord;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/** An input set aside, as a record for the dead-letter topic. */
final class DeadLetterRecord {
  private DeadLetterRecord() {}

  static Record<byte[], byte[]> of(
      ControllerEdge edge, RawInput input, Rejection rejection, Instant now) {
    return of(edge, input.rejected(), rejection, now);
  }

  /** A timer has no topic; its letter names the store, the partition and the due time. */
  static Record<byte[], byte[]> ofTimer(
      ControllerEdge edge,
      String loopId,
      Instant dueAt,
      int partition,
      RuntimeException bug,
      Instant now) {
    RejectedRecord timer =
        new RejectedRecord(
            LoopStores.TIMERS,
            partition,
            dueAt.toEpochMilli(),
            now.toEpochMilli(),
            TimerKey.of(dueAt, loopId).get(),
            new byte[0],
            Map.of());
    return of(
        edge,
        timer,
        new Rejection(
            DeadLetterReason.PROCESSING_FAILED, "a timer failed; this is a bug: " + bug, bug),
        now);
  }

  private static Record<byte[], byte[]> of(
      ControllerEdge edge, RejectedRecord rejected, Rejection rejection, Instant now) {
    DeadLetter letter =
        edge.deadLetters(() -> now)
            .compose(rejected, rejection.reason(), rejection.message(), rejection.cause());
    return new Record<>(
        rejected.coordinates().getBytes(StandardCharsets.UTF_8),
        edge.codec().encode(LoopTopics.DEAD_LETTERS, letter),
        now.toEpochMilli());
  }
}
