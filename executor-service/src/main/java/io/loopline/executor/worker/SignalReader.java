package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.WorkerSignal;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.service.Startable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the signals to all workers: every partition from its end, without a group, on a platform
 * thread of its own. A missed signal is made good by repeating the claim, so nothing is committed.
 */
final class SignalReader implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Function<byte[], WorkerSignal> decoder;
  private final Consumer<WorkerSignal> listener;
  private final Consumer<Throwable> onFatal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String obstacle = "not started";
  private volatile boolean started;

  /**
   * @param consumer for this reader alone; it closes it
   * @param decoder throws what EventFormat throws
   * @param onFatal told when the reader cannot go on
   */
  SignalReader(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      String topic,
      Function<byte[], WorkerSignal> decoder,
      Consumer<WorkerSignal> listener,
      Consumer<Throwable> onFatal) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.decoder = requireNonNull(decoder, "decoder is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.onFatal = requireNonNull(onFatal, "onFatal is null");
    this.thread = Thread.ofPlatform().name("signals-poll").daemon().unstarted(this::run);
  }

  @Override
  public void start() {
    started = true;
    thread.start();
  }

  /** Why it does not read just now; empty when it does. */
  Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  private void run() {
    try {
      if (assign()) {
        obstacle = null;
        while (closing.getCount() > 0) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            deliver(record);
          }
        }
      }
    } catch (WakeupException closed) {
      LOG.atDebug().addKeyValue("topic", topic).log("signals closed");
    } catch (Throwable e) {
      obstacle = "ended: " + e;
      onFatal.accept(e);
    } finally {
      consumer.close();
    }
  }

  /** Goes to the ends; false when closed meanwhile. */
  private boolean assign() throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        if (!partitions.isEmpty()) {
          consumer.assign(partitions);
          consumer.seekToEnd(partitions);
          // the ends are looked up now, not with the first poll
          partitions.forEach(consumer::position);
          return true;
        }
        obstacle = "topic " + topic + " is missing; run: loop topics apply";
      } catch (RetriableException away) {
        obstacle = "waiting for topic " + topic + ": " + away.getMessage();
      }
      if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    if (record.value() == null) {
      return;
    }
    while (closing.getCount() > 0) {
      try {
        listener.accept(decoder.apply(record.value()));
        obstacle = null;
        return;
      } catch (RegistryUnreachable unreachable) {
        obstacle = "waiting for the schema registry: " + unreachable.getMessage();
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (SerializationException undecodable) {
        // every instance reads it, so none sets it aside; whoever waits claims again
        LOG.atWarn()
            .addKeyValue("topic", record.topic())
            .addKeyValue("partition", record.partition())
            .addKeyValue("offset", record.offset())
            .addKeyValue("error", undecodable.getMessage())
            .log("signal skipped");
        return;
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    if (!started) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        LOG.atWarn().addKeyValue("topic", topic).log("signals did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
