package io.loopline.service;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far one assigned partition is: fetched records not started yet, open and finished offsets,
 * and how often each unfinished one was started before. Not thread-safe, owned by the poll thread.
 * A partition that is taken away and comes back gets a new one, so late completions touch the old.
 */
final class PartitionProgress {
  /** So much may wait before the partition is not fetched for a while. */
  static final int FULL_RECORDS = 256;

  private static final long FULL_BYTES = 1L << 20;

  private final OffsetTracker tracker = new OffsetTracker();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();

  private DeliveryCounts before = DeliveryCounts.NONE;
  private boolean restored;
  private long waitingBytes;
  private @Nullable OffsetAndMetadata sent;
  private Instant retryAt = Instant.MIN;

  /** Takes over what the last owner committed; null when nobody ever did. */
  void restore(@Nullable OffsetAndMetadata committed) {
    if (committed != null) {
      before = DeliveryCounts.parse(committed.offset(), committed.metadata());
    }
    restored = true;
  }

  boolean isRestored() {
    return restored;
  }

  /** Queues a fetched record. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    waiting.add(record);
    waitingBytes += bytes(record);
  }

  /** The record to begin next; there must be one. */
  ConsumerRecord<byte[], byte[]> next() {
    return waiting.element();
  }

  /** Whether enough of it waits here. */
  boolean isFull() {
    return waiting.size() >= FULL_RECORDS || waitingBytes >= FULL_BYTES;
  }

  private static int bytes(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return value == null ? 0 : value.length;
  }

  /** Whether its next record may be tried now; false after {@link #retryNotBefore}. */
  boolean isDue(Instant now) {
    return restored && !waiting.isEmpty() && !now.isBefore(retryAt);
  }

  void retryNotBefore(Instant instant) {
    retryAt = instant;
  }

  /** How often a worker began this record and never finished it. */
  int deathsAt(long offset) {
    return before.of(offset);
  }

  /** Takes the record, the first of those waiting, and counts it as open. */
  void begin(ConsumerRecord<byte[], byte[]> record) {
    if (waiting.remove().offset() != record.offset()) {
      throw new IllegalStateException("Bug: offset " + record.offset() + " is not the next one");
    }
    waitingBytes -= bytes(record);
    tracker.start(record.offset());
  }

  void complete(ConsumerRecord<byte[], byte[]> record) {
    tracker.complete(record.offset());
  }

  /**
   * What to commit now, or empty when the last commit said the same.
   *
   * @param giveBack whether this worker is letting go in an orderly way: what it has open then does
   *     not count as begun
   */
  Optional<OffsetAndMetadata> commit(boolean giveBack) {
    if (tracker.committable().isEmpty()) {
      return Optional.empty();
    }
    long offset = tracker.committable().getAsLong();
    NavigableMap<Long, Integer> counts = new TreeMap<>(before.byOffset().tailMap(offset, true));
    counts.keySet().removeIf(tracker::isFinished);
    if (!giveBack) {
      tracker.open().forEach(open -> counts.merge(open, 1, Integer::sum));
    }
    String metadata = new DeliveryCounts(counts).format(offset);
    OffsetAndMetadata next = new OffsetAndMetadata(offset, metadata);
    if (next.equals(sent)) {
      return Optional.empty();
    }
    sent = next;
    return Optional.of(next);
  }

  /** The last commit did not get through: the next call of {@link #commit} says it again. */
  void commitFailed() {
    sent = null;
  }
}
