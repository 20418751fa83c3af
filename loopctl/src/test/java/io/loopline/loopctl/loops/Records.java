package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A consumer over records given by the test; every topic has {@link #PARTITIONS} partitions. */
final class Records {

  static final int PARTITIONS = 4;

  final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  Records(LoopTopic<?>... topics) {
    Node node = new Node(1, "127.0.0.1", 9092);
    Node[] replicas = {node};
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (LoopTopic<?> topic : topics) {
      List<PartitionInfo> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(number -> new PartitionInfo(topic.name(), number, node, replicas, replicas))
              .toList();
      consumer.updatePartitions(topic.name(), partitions);
      for (int number = 0; number < PARTITIONS; number++) {
        begins.put(new TopicPartition(topic.name(), number), 0L);
        ends.put(new TopicPartition(topic.name(), number), 0L);
      }
    }
    consumer.updateBeginningOffsets(begins);
    consumer.updateEndOffsets(ends);
  }

  /** The partition a loop lives on. */
  static int partition(String loopId) {
    return Partitions.number(loopId, PARTITIONS);
  }

  /** A record that comes with the next poll. */
  <T extends SpecificRecord> Records add(LoopTopic<T> topic, String key, long offset, T event) {
    return add(topic.name(), partition(key), offset, key, codec.encode(topic, event));
  }

  Records add(String topic, int partition, long offset, String key, byte[] value) {
    TopicPartition place = new TopicPartition(topic, partition);
    ends.merge(place, offset + 1, Math::max);
    consumer.updateEndOffsets(ends);
    consumer.schedulePollTask(() ->
        consumer.addRecord(
            new ConsumerRecord<>(topic, partition, offset, key.getBytes(UTF_8), value)));
    return this;
  }

  void begin(String topic, int partition, long offset) {
    consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, partition), offset));
  }

  void end(String topic, int partition, long offset) {
    ends.put(new TopicPartition(topic, partition), offset);
    consumer.updateEndOffsets(ends);
  }
}
