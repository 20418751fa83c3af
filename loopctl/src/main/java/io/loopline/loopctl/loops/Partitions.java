package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Finds the partitions to read. */
final class Partitions {

  private Partitions() {}

  /** All partitions of a topic. */
  static List<TopicPartition> all(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, ClientSettings.PATIENCE);
    if (partitions == null || partitions.isEmpty()) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "the broker has no topic " + topic + "; create the topics with ./loop topics apply");
    }
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** The one partition of a topic that a loop lives on. */
  static TopicPartition of(Consumer<byte[], byte[]> consumer, String topic, String loopId) {
    return new TopicPartition(topic, number(loopId, all(consumer, topic).size()));
  }

  /** Partition number of a loop: murmur2 of its id, as Java's producer and the intake do it. */
  static int number(String loopId, int partitions) {
    return Utils.toPositive(Utils.murmur2(loopId.getBytes(UTF_8))) % partitions;
  }
}
