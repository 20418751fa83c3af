package io.loopline.loopctl.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of topics that begins where they ended when it was made. Sees committed records only.
 * Used by one thread; whoever makes it closes it.
 */
final class Position implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration BROKER = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  Position(String bootstrap, String topic) {
    this(bootstrap, List.of(topic));
  }

  Position(String bootstrap, Collection<String> topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                "5000",
                "allow.auto.create.topics",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic, BROKER).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(each -> consumer.position(each, BROKER));
  }

  /** Records from here to where the topics end now. */
  List<ConsumerRecord<byte[], byte[]>> rest() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    readRest(records::add);
    return records;
  }

  /** Bytes of the keys and values of those records. */
  long restBytes() {
    AtomicLong bytes = new AtomicLong();
    readRest(record ->
        bytes.addAndGet(
            Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize())));
    return bytes.get();
  }

  private void readRest(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BROKER);
    boolean all =
        until(
            () ->
                partitions.stream()
                    .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L)),
            System.nanoTime() + BROKER.multipliedBy(6).toNanos(),
            taker);
    if (!all) {
      throw new IllegalStateException("the broker did not hand over all records in time");
    }
  }

  /**
   * Hands over record after record until the condition holds.
   *
   * @param deadline of {@code System.nanoTime()}
   * @return whether it held before the deadline
   */
  boolean until(
      BooleanSupplier condition, long deadline, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      consumer.poll(POLL).forEach(taker);
    }
    return true;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
