package io.loopline.system;

import io.loopline.serde.EventCodec;
import io.loopline.topic.LoopTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes topics directly, as any client could. */
final class Topics {
  private final String bootstrap;
  private final EventCodec codec;

  Topics(String bootstrap, EventCodec codec) {
    this.bootstrap = bootstrap;
    this.codec = codec;
  }

  /** All committed events of a loop, partition by partition in offset order. */
  <T extends SpecificRecord> List<T> events(LoopTopic<T> topic, String loopId) {
    return records(topic.name(), "read_committed").stream()
        .filter(record -> record.key() != null && record.value() != null)
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(loopId))
        .map(record -> codec.decode(topic, record.value()))
        .toList();
  }

  /** Every record from the beginning to the end as it is now. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolation) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "isolation.level",
            isolation,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    return codec.encode(topic, event);
  }

  <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value) {
    return codec.decode(topic, value);
  }

  /**
   * Sends one record and waits for it.
   *
   * @param partition null for the partition of the key
   * @return its offset, as topic/partition/offset
   */
  String send(String topic, @Nullable Integer partition, byte[] key, byte @Nullable [] value)
      throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var metadata = producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
      return metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
    }
  }

  /** Sends many records with one producer and waits for all. */
  void sendAll(String topic, Map<String, byte[]> valuesByKey) throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      valuesByKey.forEach((key, value) ->
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))));
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  /** Ids of the loops that have a committed event on this topic. */
  Set<String> loops(LoopTopic<?> topic) {
    return records(topic.name(), "read_committed").stream()
        .filter(record -> record.key() != null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }

  int partitionCount(String topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.partitionsFor(topic).size();
    }
  }
}
