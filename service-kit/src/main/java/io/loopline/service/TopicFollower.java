package io.loopline.service;

import static java.util.Objects.requireNonNull;

import io.loopline.serde.RegistryUnreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics and goes on with what comes: every partition, without a group, on a platform thread
 * of its own; nothing is committed. There is an obstacle until it has read what was there when it
 * started, and while something it needs is away, which it waits for.
 */
public final class TopicFollower implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Takes what is read; used by the follower's thread alone. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one record. What can never be read is counted and passed over here.
     *
     * @throws RegistryUnreachable when it cannot be read just now: it comes again
     */
    void accept(ConsumerRecord<byte[], byte[]> record);

    /**
     * Told after each batch once everything is read that was there at the start.
     *
     * @throws InterruptedException when the process stops
     */
    default void caughtUp() throws InterruptedException {}
  }

  /** Where reading begins. */
  private enum From {
    BEGINNING,
    END
  }

  private final From from;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final Sink sink;
  private final Consumer<Throwable> onFatal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String obstacle = "not started";
  private volatile boolean started;

  private TopicFollower(
      From from,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      List<String> topics,
      Sink sink,
      Consumer<Throwable> onFatal) {
    this.from = from;
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.topics = List.copyOf(topics);
    this.sink = requireNonNull(sink, "sink is null");
    this.onFatal = requireNonNull(onFatal, "onFatal is null");
    this.thread =
        Thread.ofPlatform().name(this.topics.getFirst() + "-poll").daemon().unstarted(this::run);
  }

  /**
   * Reads everything that is there.
   *
   * @param consumer for this follower alone; it closes it
   * @param onFatal told when the follower cannot go on
   */
  public static TopicFollower fromBeginning(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      List<String> topics,
      Sink sink,
      Consumer<Throwable> onFatal) {
    return new TopicFollower(From.BEGINNING, consumer, topics, sink, onFatal);
  }

  /** The same, of what comes after it has started. */
  public static TopicFollower fromEnd(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      List<String> topics,
      Sink sink,
      Consumer<Throwable> onFatal) {
    return new TopicFollower(From.END, consumer, topics, sink, onFatal);
  }

  @Override
  public void start() {
    started = true;
    thread.start();
  }

  /** Why not everything is read just now; empty when it is. */
  public Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** Waits until everything is read that was there at the start; false when it takes longer. */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      Optional<Map<TopicPartition, Long>> ends = assign();
      if (ends.isPresent()) {
        obstacle = "reading " + String.join(" and ", topics);
        follow(ends.get());
      }
    } catch (WakeupException closed) {
      LOG.atDebug().addKeyValue("topics", topics).log("follower closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      obstacle = "ended: " + e;
      onFatal.accept(e);
    } finally {
      consumer.close();
    }
  }

  private void follow(Map<TopicPartition, Long> ends) throws InterruptedException {
    boolean current = false;
    while (closing.getCount() > 0) {
      try {
        current = current || reached(ends);
        if (current) {
          sink.caughtUp();
          obstacle = null;
          caughtUp.countDown();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          deliver(record);
        }
      } catch (RetriableException away) {
        obstacle = waiting(away);
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private String waiting(RuntimeException why) {
    return "waiting for " + String.join(" and ", topics) + ": " + why.getMessage();
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Goes to where it begins; gives the ends of now, or nothing when closed meanwhile. */
  private Optional<Map<TopicPartition, Long>> assign() throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        List<TopicPartition> partitions = partitions();
        if (!partitions.isEmpty()) {
          consumer.assign(partitions);
          return Optional.of(seek(partitions));
        }
      } catch (RetriableException away) {
        obstacle = waiting(away);
      }
      if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return Optional.empty();
  }

  private Map<TopicPartition, Long> seek(List<TopicPartition> partitions) {
    return switch (from) {
      case BEGINNING -> {
        consumer.seekToBeginning(partitions);
        yield consumer.endOffsets(partitions);
      }
      case END -> {
        consumer.seekToEnd(partitions);
        // looked up now, not with the first poll
        yield partitions.stream().collect(Collectors.toMap(each -> each, consumer::position));
      }
    };
  }

  /** Empty when a topic is missing. */
  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        obstacle = "topic " + topic + " is missing; run: loop topics apply";
        return List.of();
      }
      found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    }
    return partitions;
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        sink.accept(record);
        return;
      } catch (RegistryUnreachable unreachable) {
        obstacle = "waiting for the schema registry: " + unreachable.getMessage();
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
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
        LOG.atWarn().addKeyValue("topics", topics).log("follower did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
