package io.loopline.loopctl.loops;

import io.loopline.event.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Fetches single records by their coordinates, one partition after the other and forward in each,
 * so that neighbours come out of one fetch. Owned by one thread; the consumer belongs to the
 * caller.
 */
final class CauseReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final InstantSource clock;

  CauseReader(Consumer<byte[], byte[]> consumer, InstantSource clock) {
    this.consumer = consumer;
    this.clock = clock;
  }

  /** Values of the records that are still there; the others were deleted or never committed. */
  Map<SourceRef, byte[]> fetch(Collection<SourceRef> coordinates) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    for (SourceRef ref : coordinates) {
      wanted
          .computeIfAbsent(
              new TopicPartition(ref.getTopic(), ref.getPartition()), _ -> new TreeSet<>())
          .add(ref.getOffset());
    }
    Map<SourceRef, byte[]> found = new HashMap<>();
    wanted.forEach((partition, offsets) -> fetch(partition, offsets, found));
    return found;
  }

  private void fetch(
      TopicPartition partition, NavigableSet<Long> offsets, Map<SourceRef, byte[]> found) {
    boolean exists =
        Partitions.all(consumer, partition.topic()).stream().anyMatch(partition::equals);
    if (!exists) {
      return;
    }
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long begin =
        consumer.beginningOffsets(one, ClientSettings.PATIENCE).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one, ClientSettings.PATIENCE).getOrDefault(partition, 0L);
    NavigableSet<Long> open = new TreeSet<>(offsets.tailSet(begin).headSet(end));
    while (!open.isEmpty()) {
      consumer.seek(partition, open.first());
      List<ConsumerRecord<byte[], byte[]>> batch = nextBatch(partition, end);
      if (batch.isEmpty()) {
        return;
      }
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (open.contains(record.offset()) && record.value() != null) {
          found.put(
              new SourceRef(record.topic(), record.partition(), record.offset()), record.value());
        }
      }
      // Whatever lies before the last record of the batch and was not in it is not there at all.
      open = new TreeSet<>(open.tailSet(batch.getLast().offset(), false));
    }
  }

  /** Empty when nothing but transaction markers and aborted records is left, or nothing comes. */
  private List<ConsumerRecord<byte[], byte[]>> nextBatch(TopicPartition partition, long end) {
    Instant giveUpAt = clock.instant().plus(ClientSettings.PATIENCE);
    while (consumer.position(partition, ClientSettings.PATIENCE) < end) {
      List<ConsumerRecord<byte[], byte[]>> batch =
          new ArrayList<>(consumer.poll(POLL).records(partition));
      if (!batch.isEmpty() || clock.instant().isAfter(giveUpAt)) {
        return batch;
      }
    }
    return List.of();
  }
}
