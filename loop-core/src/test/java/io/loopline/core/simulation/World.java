package io.loopline.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All parts of a run, for faults to strike at.
 *
 * @param healedAtMs when the last effect of a fault must be over
 * @param people who asks for loops
 */
public record World(
    Schedule schedule,
    Broker broker,
    Controller controller,
    Intake intake,
    Limiter limiter,
    Workers workers,
    People people,
    long healedAtMs) {

  /** So long, but not beyond the time when everything is healed. */
  public long atMost(long milliseconds) {
    return Math.max(0, Math.min(milliseconds, healedAtMs - schedule.nowMs()));
  }

  /** A loop id of this run, each phase that any of them is in with the same chance. */
  public String loopInAnyPhase(Chance chance) {
    Map<String, List<String>> byPhase = new TreeMap<>();
    for (String loopId : anyLoops()) {
      byPhase
          .computeIfAbsent(Outputs.phase(controller.stores().state(loopId)), _ -> new ArrayList<>())
          .add(loopId);
    }
    return chance.one(chance.one(List.copyOf(byPhase.values())));
  }

  /** Name of the phase a loop is in. */
  public String phase(String loopId) {
    return Outputs.phase(controller.stores().state(loopId));
  }

  /** The ids of all loops of this run so far, and of those that are still to come. */
  public List<String> anyLoops() {
    Set<String> ids = new TreeSet<>(controller.stores().ids());
    people.goals().forEach(goal -> ids.add(goal.loopId()));
    return List.copyOf(ids);
  }

  /** Committed records of the topic so far. */
  public List<TopicRecord> committed(Topic topic) {
    List<TopicRecord> found = new ArrayList<>();
    for (int partition = 0; partition < Broker.PARTITIONS; partition++) {
      TopicRecord next = broker.next(topic, partition, 0);
      while (next != null) {
        found.add(next);
        next = broker.next(topic, partition, next.at().offset() + 1);
      }
    }
    return found;
  }

  /** Writes a record from outside to a partition by chance, as a client with another hash would. */
  public void produce(Topic topic, String key, Message message, Chance chance) {
    int partition =
        topic.isByLoop() || topic == Topic.PERMITS
            ? Broker.partitionOf(key)
            : chance.below(Broker.PARTITIONS);
    broker.append(new Outgoing(topic, partition, key, message, null, null));
  }
}
