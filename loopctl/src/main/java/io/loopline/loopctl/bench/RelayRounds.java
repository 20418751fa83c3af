package io.loopline.loopctl.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The tokens of a relay and the times of their rounds. A token's value begins with the rounds it
 * has left. {@link #goesOn} is called by one thread.
 */
final class RelayRounds {
  private final Load load;
  private final AtomicLongArray begunAt;
  private final long[] durations;
  private final CountDownLatch done;
  private int rounds;
  private volatile long start;
  private volatile long end;

  RelayRounds(Load load) {
    this.load = load;
    this.begunAt = new AtomicLongArray(load.loops());
    this.durations = new long[Math.toIntExact(load.total())];
    this.done = new CountDownLatch(load.loops());
  }

  /** Sends every token off. */
  void start(String bootstrap, String topic, RelayShape shape) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.partitionsFor(topic);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      start = System.nanoTime();
      for (int i = 0; i < load.loops(); i++) {
        begunAt.set(i, System.nanoTime());
        byte[] value = ByteBuffer.allocate(shape.payloadBytes()).putInt(load.iterations()).array();
        byte[] key = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
        sent.add(producer.send(new ProducerRecord<>(topic, i % shape.partitions(), key, value)));
      }
      Sent.all(sent);
    }
  }

  /** Takes in the end of a round; whether another one follows. */
  boolean goesOn(ConsumerRecord<byte[], byte[]> record) {
    int token = Integer.parseInt(new String(record.key(), StandardCharsets.US_ASCII));
    long now = System.nanoTime();
    durations[rounds++] = now - begunAt.get(token);
    begunAt.set(token, now);
    ByteBuffer value = ByteBuffer.wrap(record.value());
    int left = value.getInt(0) - 1;
    value.putInt(0, left);
    if (left == 0) {
      end = now;
      done.countDown();
    }
    return left > 0;
  }

  CountDownLatch done() {
    return done;
  }

  /** Lets the run end early; it has failed. */
  void giveUp() {
    while (done.getCount() > 0) {
      done.countDown();
    }
  }

  /** Once all is done. */
  Throughput throughput() {
    return new Throughput(
        load, load.total() / ((end - start) / 1e9), Percentiles.ofNanos(durations));
  }
}
