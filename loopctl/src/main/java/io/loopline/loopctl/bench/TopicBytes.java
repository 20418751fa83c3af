package io.loopline.loopctl.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Sizes of all logs of one broker, as it reports them.
 *
 * @param byTopic bytes of all partitions of a topic
 */
record TopicBytes(Map<String, Long> byTopic) {

  TopicBytes {
    byTopic = Map.copyOf(byTopic);
  }

  static TopicBytes now(Admin admin) throws InterruptedException {
    try {
      var nodes = admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      Map<String, Long> sizes = new HashMap<>();
      for (Map<String, LogDirDescription> broker :
          admin.describeLogDirs(nodes).allDescriptions().get().values()) {
        broker
            .values()
            .forEach(directory ->
                directory
                    .replicaInfos()
                    .forEach((partition, info) -> add(sizes, partition, info.size())));
      }
      return new TopicBytes(sizes);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the broker does not tell its log sizes", failure);
    }
  }

  private static void add(Map<String, Long> sizes, TopicPartition partition, long bytes) {
    sizes.merge(partition.topic(), bytes, Long::sum);
  }

  /** What the topics of this kind have grown by since then. */
  long grownSince(TopicBytes before, Kind kind) {
    return byTopic.entrySet().stream()
        .filter(entry -> Kind.of(entry.getKey()) == kind)
        .mapToLong(entry -> entry.getValue() - before.byTopic().getOrDefault(entry.getKey(), 0L))
        .sum();
  }

  /** What a topic is for. */
  enum Kind {
    /** Loopline's contracts: {@code loop.*}. */
    EVENTS,
    /** Copies of the controller's stores. */
    CHANGELOGS,
    /** Kafka's own bookkeeping, and whatever else there is. */
    OTHER;

    static Kind of(String topic) {
      return topic.startsWith("loop.") ? EVENTS : topic.endsWith("-changelog") ? CHANGELOGS : OTHER;
    }
  }
}
