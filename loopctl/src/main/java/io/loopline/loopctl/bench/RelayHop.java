package io.loopline.loopctl.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads topics and writes each record on, same key, same partition. Runs on one thread. */
final class RelayHop implements Runnable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Role role;
  private final Map<String, String> routes;
  private final CountDownLatch joined;
  private final Predicate<ConsumerRecord<byte[], byte[]>> goesOn;
  private volatile boolean stopped;

  /**
   * Who a hop is at the broker.
   *
   * @param id consumer group and transactional id
   */
  record Role(String bootstrap, String id, boolean transactional) {}

  /**
   * @param routes where records of a topic go
   * @param joined counted down when the hop has its partitions
   * @param goesOn whether a record is written on; the others end here
   */
  RelayHop(
      Role role,
      Map<String, String> routes,
      CountDownLatch joined,
      Predicate<ConsumerRecord<byte[], byte[]>> goesOn) {
    this.role = role;
    this.routes = routes;
    this.joined = joined;
    this.goesOn = goesOn;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      if (role.transactional()) {
        producer.initTransactions();
      }
      consumer.subscribe(routes.keySet(), new Joining());
      while (!stopped) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          pass(records, consumer, producer);
        }
      }
    }
  }

  private void pass(
      ConsumerRecords<byte[], byte[]> records,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer) {
    if (role.transactional()) {
      producer.beginTransaction();
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> {
      String next = routes.get(record.topic());
      if (goesOn.test(record)) {
        sent.add(
            producer.send(
                new ProducerRecord<>(next, record.partition(), record.key(), record.value())));
      }
    });
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(records.nextOffsets());
    if (role.transactional()) {
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    } else {
      Sent.all(sent);
      consumer.commitAsync(offsets, null);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", role.bootstrap(),
            "group.id", role.id(),
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "max.poll.records", "1000"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", role.bootstrap());
    settings.put("acks", "all");
    settings.put("linger.ms", "0");
    if (role.transactional()) {
      settings.put("transactional.id", role.id());
      // as the controller's
      settings.put("retry.backoff.ms", "5");
    }
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private final class Joining implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      joined.countDown();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // alone in its group, a hop loses its partitions only when it ends
    }
  }
}
