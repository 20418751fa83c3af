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
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ClientSettings.PATIENCE);
    List<T> events = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    Instant giveUpAt = clock.instant().plus(ClientSettings.PATIENCE);
    while (!reached(ends)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        giveUpAt = clock.instant().plus(ClientSettings.PATIENCE);
      } else if (clock.instant().isAfter(giveUpAt)) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "the broker stopped answering while " + topic.name() + " was read; see ./loop status");
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        boolean wanted = key == null || Arrays.equals(key, record.key());
        if (wanted && record.offset() < ends.getOrDefault(partition(record), 0L)) {
          switch (Decoded.of(codec, topic, record)) {
            case Decoded.Event<T>(T event) -> events.add(event);
            case Decoded.Broken<T>(Unreadable broken) -> unreadable.add(broken);
          }
        }
      }
    }
    return new Reading<>(events, unreadable);
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
