package io.loopline.service;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * A mock consumer for a worker with its own poll thread; commits can be read after it is closed.
 */
final class ObservedConsumer extends MockConsumer<byte[], byte[]> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<TopicPartition, OffsetAndMetadata> lastCommits = new ConcurrentHashMap<>();

  ObservedConsumer() {
    super("earliest");
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    lastCommits.putAll(offsets);
    super.commitAsync(offsets, callback);
  }

  String lastCommit(TopicPartition partition) {
    OffsetAndMetadata last = lastCommits.get(partition);
    return last == null ? "" : (last.offset() + " " + last.metadata()).strip();
  }

  /** Runs this on the poll thread, and returns when it has run. */
  void onPollThread(Runnable task) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    schedulePollTask(() -> {
      task.run();
      done.countDown();
    });
    if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("the worker does not poll");
    }
  }

  /** Lets the worker make passes until the condition holds. */
  void pollUntil(BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the condition never held");
      }
      onPollThread(() -> {});
    }
  }
}
