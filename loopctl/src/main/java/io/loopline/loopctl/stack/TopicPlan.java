package io.loopline.loopctl.stack;

import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to change so that a cluster has every topic of the catalogue with its settings. Pure.
 *
 * @param partitions of every topic
 * @param create names of missing topics
 * @param alter settings that differ, by topic
 */
record TopicPlan(int partitions, List<String> create, Map<String, Map<String, String>> alter) {

  /** An existing topic: its partition count and its effective settings. */
  record Existing(int partitions, Map<String, String> settings) {}

  /** A plan, or why there can be none. */
  sealed interface Outcome {
    /** There is a way. */
    record Planned(TopicPlan plan) implements Outcome {}

    /** Partition counts of the topics cannot be made equal. */
    record Conflict(String message) implements Outcome {}
  }

  /**
   * @param existing loop.* topics of the cluster by name
   * @param requested partitions wanted; 0 for what is there
   * @param otherwise partitions when nothing is there and nothing is requested
   * @param replicationSettings settings that belong to the deployment and not to the catalogue
   */
  static Outcome of(
      Map<String, Existing> existing,
      int requested,
      int otherwise,
      Map<String, String> replicationSettings) {
    Optional<Outcome> conflict = conflict(existing, requested);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    int present =
        existing.values().stream().mapToInt(Existing::partitions).findFirst().orElse(otherwise);
    List<String> create = new ArrayList<>();
    Map<String, Map<String, String>> alter = new TreeMap<>();
    for (LoopTopic<?> topic : LoopTopics.all()) {
      Existing found = existing.get(topic.name());
      Map<String, String> differing = new TreeMap<>(topic.settings());
      differing.putAll(replicationSettings);
      if (found == null) {
        create.add(topic.name());
      } else {
        differing
            .entrySet()
            .removeIf(entry -> entry.getValue().equals(found.settings().get(entry.getKey())));
        if (!differing.isEmpty()) {
          alter.put(topic.name(), differing);
        }
      }
    }
    return new Outcome.Planned(new TopicPlan(requested > 0 ? requested : present, create, alter));
  }

  private static Optional<Outcome> conflict(Map<String, Existing> existing, int requested) {
    TreeSet<Integer> counts = new TreeSet<>();
    List<String> found = new ArrayList<>();
    new TreeMap<>(existing)
        .forEach((name, topic) -> {
          if (counts.add(topic.partitions())) {
            found.add("%s has %d".formatted(name, topic.partitions()));
          }
        });
    if (requested > 0 && !existing.isEmpty()) {
      counts.add(requested);
    }
    return counts.size() <= 1
        ? Optional.empty()
        : Optional.of(
            new Outcome.Conflict(
                "all loop.* topics need the same number of partitions for the life of a deployment, but %s%s; recreate them, or ask for what is there"
                    .formatted(
                        String.join(", ", found),
                        requested > 0 ? " and %d was asked for".formatted(requested) : "")));
  }
}
