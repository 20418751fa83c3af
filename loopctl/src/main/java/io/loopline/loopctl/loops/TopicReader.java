package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.EventCodec;
import io.loopline.topic.LoopTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning to where it ends now. Owned by one thread; the consumer belongs
 * to the caller.
 */
final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final EventCodec codec;
  private final InstantSource clock;

  TopicReader(Consumer<byte[], byte[]> consumer, EventCodec codec, InstantSource clock) {
    this.consumer = consumer;
    this.codec = codec;
    this.clock = clock;
  }

  <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic) {
    return read(topic, Partitions.all(consumer, topic.name()), null);
  }

  <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic, String loopId) {
    List<TopicPartition> one = List.of(Partitions.of(consumer, topic.name(), loopId));
    return read(topic, one, loopId.getBytes(UTF_8));
  }

  private <T extends SpecificRecord> Reading<T> read(
      LoopTopic<T> topic, Collection<TopicPartition> partitions, byte @Nullable [] key) {
    List<T> events = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    each(
        topic.name(),
        partitions,
        record -> {
          if (key == null || Arrays.equals(key, record.key())) {
            switch (Decoded.of(codec, topic, record)) {
              case Decoded.Event<T>(T event) -> events.add(event);
              case Decoded.Broken<T>(Unreadable broken) -> unreadable.add(broken);
            }
          }
        });
    return new Reading<>(events, unreadable);
  }

  /** Of each key the newest event; a key is on one partition, so the order of reading decides. */
  <T extends SpecificRecord> Table<T> table(LoopTopic<T> topic) {
    SortedMap<String, T> rows = new TreeMap<>();
    List<Unreadable> unreadable = new ArrayList<>();
    each(
        topic.name(),
        Partitions.all(consumer, topic.name()),
        record -> {
          String key = record.key() == null ? "" : new String(record.key(), UTF_8);
          if (record.value() == null) {
            rows.remove(key);
            return;
          }
          switch (Decoded.of(codec, topic, record)) {
            case Decoded.Event<T>(T event) -> rows.put(key, event);
            case Decoded.Broken<T>(Unreadable broken) -> unreadable.add(broken);
          }
        });
    return new Table<>(rows, unreadable);
  }

  /** Partitions whose newest record of this key is not a deletion. */
  Set<Integer> holders(LoopTopic<?> topic, String key) {
    Set<Integer> holders = new TreeSet<>();
    byte[] wanted = key.getBytes(UTF_8);
    each(
        topic.name(),
        Partitions.all(consumer, topic.name()),
        record -> {
          if (!Arrays.equals(record.key(), wanted)) {
            return;
          }
          if (record.value() == null) {
            holders.remove(record.partition());
          } else {
            holders.add(record.partition());
          }
        });
    return holders;
  }

  /** Every record up to the ends of now. */
  private void each(
      String topic,
      Collection<TopicPartition> partitions,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ClientSettings.PATIENCE);
    Instant giveUpAt = clock.instant().plus(ClientSettings.PATIENCE);
    while (!reached(ends)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        giveUpAt = clock.instant().plus(ClientSettings.PATIENCE);
      } else if (clock.instant().isAfter(giveUpAt)) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "the broker stopped answering while " + topic + " was read; see ./loop status");
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
          reader.accept(record);
        }
      }
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(
            end -> consumer.position(end.getKey(), ClientSettings.PATIENCE) >= end.getValue());
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
