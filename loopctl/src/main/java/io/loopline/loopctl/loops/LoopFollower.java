package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.serde.EventCodec;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows one loop: its transitions and its result, from the beginning on. Owns the consumer; used
 * by one thread.
 */
final class LoopFollower implements LoopBroker.Following {

  private final Consumer<byte[], byte[]> consumer;
  private final EventCodec codec;
  private final InstantSource clock;
  private final byte[] key;
  private final List<TopicPartition> partitions;
  private Instant heardAt;

  LoopFollower(
      Consumer<byte[], byte[]> consumer, EventCodec codec, InstantSource clock, String loopId) {
    this.consumer = consumer;
    this.codec = codec;
    this.clock = clock;
    this.key = loopId.getBytes(UTF_8);
    this.partitions =
        List.of(
            Partitions.of(consumer, LoopTopics.TRANSITIONS.name(), loopId),
            Partitions.of(consumer, LoopTopics.RESULTS.name(), loopId));
    this.heardAt = clock.instant();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  @Override
  public List<Seen> poll(Duration wait) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    if (!records.isEmpty()) {
      heardAt = clock.instant();
    } else if (heardAt.plus(ClientSettings.PATIENCE).isBefore(clock.instant())) {
      // A poll says nothing when the broker is gone; asking for an offset does.
      consumer.endOffsets(partitions, ClientSettings.PATIENCE);
      heardAt = clock.instant();
    }
    List<Seen> seen = new ArrayList<>();
    // Transitions first: the result ends the watching.
    for (TopicPartition partition : partitions) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (Arrays.equals(key, record.key())) {
          seen.add(seen(record));
        }
      }
    }
    return seen;
  }

  private Seen seen(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(LoopTopics.RESULTS.name())
        ? seen(LoopTopics.RESULTS, record, Seen.Ended::new)
        : seen(LoopTopics.TRANSITIONS, record, Seen.Decided::new);
  }

  private <T extends SpecificRecord> Seen seen(
      LoopTopic<T> topic, ConsumerRecord<byte[], byte[]> record, Function<T, Seen> kind) {
    return switch (Decoded.of(codec, topic, record)) {
      case Decoded.Event<T>(T event) -> kind.apply(event);
      case Decoded.Broken<T>(Unreadable broken) -> new Seen.Broken(broken);
    };
  }

  @Override
  public void close() {
    consumer.close();
  }
}
