package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.stack.TopicPlan.Existing;
import io.loopline.loopctl.stack.TopicPlan.Outcome;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Makes a cluster's topics what the catalogue says; doing it again changes nothing. */
public final class TopicProvisioning {
  private static final int CLUSTER_PARTITIONS = 12;
  private static final int CLUSTER_REPLICAS = 3;

  private final Admin admin;

  /** The caller keeps and closes {@code admin}. */
  public TopicProvisioning(Admin admin) {
    this.admin = admin;
  }

  /**
   * What was done.
   *
   * @param partitions of every loop.* topic
   * @param created names of new topics
   * @param altered settings that were changed, by topic
   */
  public record Report(
      int partitions, List<String> created, Map<String, Map<String, String>> altered) {}

  /**
   * Creates what is missing and corrects settings.
   *
   * @param requested partitions of every topic; 0 for what is there, else 4 on a single broker and
   *     12 on a cluster
   * @throws CliFailure when partition counts cannot be made equal, or the broker does not answer
   */
  public Report apply(int requested) throws InterruptedException {
    try {
      int brokers = admin.describeCluster().nodes().get().size();
      boolean cluster = brokers >= CLUSTER_REPLICAS;
      int otherwise = cluster ? CLUSTER_PARTITIONS : StackSettings.DEFAULT_PARTITIONS;
      Map<String, String> replication = cluster ? Map.of("min.insync.replicas", "2") : Map.of();
      return switch (TopicPlan.of(existing(), requested, otherwise, replication)) {
        case Outcome.Conflict conflict ->
            throw new CliFailure(ExitCode.BAD_INPUT, conflict.message());
        case Outcome.Planned planned ->
            carryOut(planned.plan(), cluster ? CLUSTER_REPLICAS : 1, replication);
      };
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "the broker did not take the topics: " + cause.getMessage(),
          cause);
    }
  }

  private Report carryOut(TopicPlan plan, int replicas, Map<String, String> replication)
      throws ExecutionException, InterruptedException {
    Map<String, Map<String, String>> wanted =
        LoopTopics.all().stream().collect(Collectors.toMap(LoopTopic::name, LoopTopic::settings));
    Collection<NewTopic> create =
        plan.create().stream()
            .map(name -> {
              Map<String, String> settings = new HashMap<>(wanted.getOrDefault(name, Map.of()));
              settings.putAll(replication);
              return new NewTopic(name, plan.partitions(), (short) replicas).configs(settings);
            })
            .toList();
    admin.createTopics(create).all().get();
    Map<ConfigResource, Collection<AlterConfigOp>> alter = new HashMap<>();
    plan.alter()
        .forEach((name, settings) ->
            alter.put(
                new ConfigResource(ConfigResource.Type.TOPIC, name),
                settings.entrySet().stream()
                    .map(entry ->
                        new AlterConfigOp(
                            new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                    .toList()));
    if (!alter.isEmpty()) {
      admin.incrementalAlterConfigs(alter).all().get();
    }
    return new Report(plan.partitions(), plan.create(), plan.alter());
  }

  private Map<String, Existing> existing() throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    List<String> ours =
        LoopTopics.all().stream().map(LoopTopic::name).filter(present::contains).toList();
    Map<String, TopicDescription> described = admin.describeTopics(ours).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin
            .describeConfigs(
                ours.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .all()
            .get();
    Map<String, Existing> existing = new TreeMap<>();
    configs.forEach((resource, config) -> {
      Map<String, String> settings = new HashMap<>();
      for (ConfigEntry entry : config.entries()) {
        if (entry.value() != null) {
          settings.put(entry.name(), entry.value());
        }
      }
      TopicDescription topic = described.get(resource.name());
      if (topic != null) {
        existing.put(resource.name(), new Existing(topic.partitions().size(), settings));
      }
    });
    return existing;
  }
}
