package io.loopline.service;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this worker has just now, and everything it says to its consumer. For the poll
 * thread only; rebalance callbacks come on it too, from within {@link #fetch}.
 */
final class Assignment {
  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
  private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
  private static final String JOINING = "assignment";

  private final Consumer<byte[], byte[]> consumer;
  private final Obstacles obstacles;
  private final Map<TopicPartition, PartitionProgress> partitions = new LinkedHashMap<>();

  Assignment(Consumer<byte[], byte[]> consumer, Obstacles obstacles) {
    this.consumer = consumer;
    this.obstacles = obstacles;
  }

  /**
   * Joins the group.
   *
   * @param beforeRevoke takes in finished work, so that it is committed before partitions go
   */
  void subscribe(String topic, Runnable beforeRevoke) {
    obstacles.raise(JOINING, "waiting for partitions of " + topic);
    consumer.subscribe(List.of(topic), new Listener(beforeRevoke));
  }

  /** Polls and queues what came; then learns what earlier owners of new partitions had begun. */
  void fetch(Duration timeout) {
    consumer
        .poll(timeout)
        .forEach(record -> {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          PartitionProgress progress = partitions.get(partition);
          if (progress == null) {
            throw new IllegalStateException("Bug: record of " + partition + " not assigned");
          }
          progress.add(record);
        });
    restore();
  }

  /** Partitions that may begin records. */
  List<PartitionProgress> restored() {
    return partitions.values().stream().filter(PartitionProgress::isRestored).toList();
  }

  /** Commits what changed, without waiting; a failed commit is said again by the next call. */
  void commit() {
    Map<TopicPartition, OffsetAndMetadata> changed = changed(partitions.keySet(), false);
    if (!changed.isEmpty()) {
      consumer.commitAsync(
          changed,
          (offsets, failure) -> {
            if (failure != null) {
              commitFailed(offsets.keySet(), failure);
            }
          });
    }
  }

  /**
   * Stops fetching where enough waits, or everywhere; fetches again where that is over. Not sooner:
   * a fetch that is under way leaves out what was paused when it began and may wait for the others
   * half a second, so a partition that is paused and resumed at every turn hardly moves.
   */
  void throttle(boolean everywhere) {
    Map<Boolean, List<TopicPartition>> byFull =
        partitions.entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    entry -> everywhere || entry.getValue().isFull(),
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    consumer.pause(byFull.getOrDefault(true, List.of()));
    consumer.resume(byFull.getOrDefault(false, List.of()));
  }

  /** Commits everything as let go in an orderly way: open requests do not count as begun. */
  void handBack() {
    handBack(partitions.keySet());
  }

  private void handBack(Collection<TopicPartition> leaving) {
    Map<TopicPartition, OffsetAndMetadata> last = changed(new HashSet<>(leaving), true);
    if (last.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(last, COMMIT_TIMEOUT);
    } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
      // At least once: whoever has the partitions next repeats what this would have said.
      commitFailed(last.keySet(), e);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> changed(
      Set<TopicPartition> among, boolean giveBack) {
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    partitions.forEach((partition, progress) -> {
      if (among.contains(partition)) {
        progress.commit(giveBack).ifPresent(offset -> changed.put(partition, offset));
      }
    });
    return changed;
  }

  private void commitFailed(Set<TopicPartition> which, Exception failure) {
    LOG.atInfo()
        .addKeyValue("partitions", which)
        .addKeyValue("error", failure.toString())
        .log("offset commit failed, said again later");
    which.stream().filter(partitions::containsKey).forEach(it -> at(it).commitFailed());
  }

  private void restore() {
    Set<TopicPartition> fresh =
        partitions.keySet().stream().filter(it -> !at(it).isRestored()).collect(Collectors.toSet());
    if (fresh.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(fresh, COMMITTED_TIMEOUT);
      fresh.forEach(partition -> at(partition).restore(committed.get(partition)));
    } catch (RetriableException e) {
      LOG.atWarn()
          .addKeyValue("partitions", fresh)
          .addKeyValue("error", e.toString())
          .log("committed offsets cannot be read, the partitions wait");
    }
  }

  private PartitionProgress at(TopicPartition partition) {
    PartitionProgress progress = partitions.get(partition);
    if (progress == null) {
      throw new IllegalStateException("Bug: " + partition + " is not assigned");
    }
    return progress;
  }

  private final class Listener implements ConsumerRebalanceListener {
    private final Runnable beforeRevoke;

    Listener(Runnable beforeRevoke) {
      this.beforeRevoke = beforeRevoke;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
      added.forEach(partition -> partitions.put(partition, new PartitionProgress()));
      obstacles.clear(JOINING);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
      beforeRevoke.run();
      handBack(removed);
      removed.forEach(partitions::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> removed) {
      // Another member has them already; a commit would be refused.
      removed.forEach(partitions::remove);
    }
  }
}
