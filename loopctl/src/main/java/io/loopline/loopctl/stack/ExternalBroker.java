package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a stack may use a broker that is not its own. The first time, the broker must have
 * nothing of a deployment on it: the topics' names are fixed, and what other records carry are the
 * schema ids of another registry. From then on its cluster id has to be the one written down.
 */
final class ExternalBroker {
  private final Admin admin;
  private final String bootstrap;

  /** The caller keeps and closes {@code admin}. */
  ExternalBroker(Admin admin, String bootstrap) {
    this.admin = admin;
    this.bootstrap = bootstrap;
  }

  /**
   * Whether a topic of this name is Loopline's: of the catalogue, or internal to the controller.
   */
  static boolean isOurs(String topic) {
    return topic.startsWith("loop.") || topic.startsWith("loopline-");
  }

  /**
   * Changes nothing on the broker; writes its cluster id down as the owner of the data.
   *
   * @throws CliFailure naming topics with records of another deployment, or another owner
   */
  void claim(DataOwner owner) throws InterruptedException {
    try {
      String clusterId = admin.describeCluster().clusterId().get();
      owner.require(clusterId, bootstrap);
      if (owner.owner().isEmpty()) {
        requireNoRecords();
        owner.record(clusterId);
      }
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "the broker at %s did not answer: %s".formatted(bootstrap, cause.getMessage()),
          cause);
    }
  }

  private void requireNoRecords() throws ExecutionException, InterruptedException {
    TreeSet<String> filled = new TreeSet<>();
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
    offsets(partitions, OffsetSpec.latest())
        .forEach((partition, end) -> {
          if (end > first.getOrDefault(partition, 0L)) {
            filled.add(partition.topic());
          }
        });
    if (!filled.isEmpty()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "the broker at %s has records of another deployment in %s; %s"
              .formatted(
                  bootstrap,
                  String.join(", ", filled),
                  "use an empty broker, or delete the topics that begin with loop. and loopline-"));
    }
  }

  private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    List<String> ours =
        admin.listTopics().names().get().stream().filter(ExternalBroker::isOurs).toList();
    return admin.describeTopics(ours).allTopicNames().get().values().stream()
        .flatMap(ExternalBroker::partitionsOf)
        .toList();
  }

  private static Stream<TopicPartition> partitionsOf(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(question)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
