package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a finished run left: every record, the stores, and what struck it. Immutable in effect. */
public final class Dump {
  private final Scenario scenario;
  private final Machine machine;
  private final List<TopicRecord> all;
  private final Set<Long> aborted;
  private final World world;
  private final boolean rested;
  private final List<String> struck;
  private final Map<Topic, List<TopicRecord>> committed = new EnumMap<>(Topic.class);
  private final Map<Coordinates, TopicRecord> byPlace = new HashMap<>();
  private final Map<String, List<Decision>> decisions = new LinkedHashMap<>();
  private final Map<String, List<TopicRecord>> requests = new HashMap<>();
  private final Map<String, List<Birth>> births = new LinkedHashMap<>();

  Dump(
      Scenario scenario,
      Machine machine,
      List<TopicRecord> all,
      Set<Long> aborted,
      World world,
      boolean rested,
      List<String> struck) {
    this.scenario = scenario;
    this.machine = machine;
    this.all = all;
    this.aborted = Set.copyOf(aborted);
    this.world = world;
    this.rested = rested;
    this.struck = struck;
    index();
  }

  private void index() {
    for (Topic topic : Topic.values()) {
      committed.put(topic, new ArrayList<>());
    }
    for (TopicRecord record : all) {
      byPlace.put(record.at(), record);
      if (isCommitted(record) && !(record.message() instanceof Message.Marker)) {
        records(record.at().topic()).add(record);
        if (record.message() instanceof Message.Audit(Decision decision)) {
          decisions.computeIfAbsent(decision.loopId(), _ -> new ArrayList<>()).add(decision);
        }
        if (record.message() instanceof Message.Request) {
          requests.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record);
        }
        if (record.output() != null
            && record.message() instanceof Message.Input(_, LoopEvent.GoalReceived goal)) {
          births
              .computeIfAbsent(record.output().loopId(), _ -> new ArrayList<>())
              .add(Birth.of(record.output(), goal));
        }
      }
    }
  }

  /** The same run with other records. */
  public Dump with(List<TopicRecord> records) {
    return new Dump(scenario, machine, List.copyOf(records), aborted, world, rested, struck);
  }

  /** The same run in which this transaction was aborted. */
  public Dump withAborted(long transaction) {
    Set<Long> more = new HashSet<>(aborted);
    more.add(transaction);
    return new Dump(scenario, machine, all, more, world, rested, struck);
  }

  public Scenario scenario() {
    return scenario;
  }

  /** The machine that decided, for replay. */
  public Machine machine() {
    return machine;
  }

  /** Every record in the order of writing, aborted ones and markers included. */
  public List<TopicRecord> all() {
    return all;
  }

  public boolean isCommitted(TopicRecord record) {
    return !aborted.contains(record.transaction());
  }

  /** Committed records of a topic in the order of writing. */
  public List<TopicRecord> records(Topic topic) {
    return committed.getOrDefault(topic, List.of());
  }

  /** The record at this place, committed or not; null when there is none. */
  public @Nullable TopicRecord at(Coordinates place) {
    return byPlace.get(place);
  }

  /** Committed decisions by loop, each list in the order of writing. */
  public Map<String, List<Decision>> decisions() {
    return decisions;
  }

  /** Committed requests of a loop in the order of writing. */
  public List<TopicRecord> requests(String loopId) {
    return requests.getOrDefault(loopId, List.of());
  }

  /** The children that a loop asked for, in that order. */
  public List<Birth> births(String loopId) {
    return births.getOrDefault(loopId, List.of());
  }

  /** How many tool calls a loop had asked for up to a decision. */
  public long toolCalls(String loopId, long sequence) {
    long count = 0;
    for (TopicRecord record : requests(loopId)) {
      TopicRecord.Output output = record.output();
      if (output != null
          && output.sequence() <= sequence
          && record.message() instanceof Message.Request(_, Effect.RequestAction action, _)
          && !action.reconcile()) {
        count++;
      }
    }
    return count;
  }

  /**
   * The event that led to a decision, at the time it was taken in; null when its record is gone.
   */
  public @Nullable LoopEvent event(Decision decision) {
    return switch (decision.cause()) {
      case Decision.Cause.OfTimer(Instant dueAt) -> new LoopEvent.TimerFired(decision.at(), dueAt);
      case Decision.Cause.OfRecord(Coordinates place) -> {
        TopicRecord record = at(place);
        yield record != null && record.message() instanceof Message.Input input
            ? Changed.with(input.event(), "at", decision.at())
            : null;
      }
    };
  }

  /** When the last fault was over. */
  public Instant healedAt() {
    return Schedule.START.plusMillis(world.healedAtMs());
  }

  /** What the machine or the stores threw. */
  public List<String> bugs() {
    return world.controller().bugs();
  }

  /** Whether the run came to an end by itself. */
  public boolean rested() {
    return rested;
  }

  /** Whether controller, intake and workers had read all there was. */
  public boolean isUpToDate() {
    return world.controller().isUpToDate()
        && world.intake().isUpToDate()
        && world.limiter().isUpToDate()
        && world.workers().isUpToDate();
  }

  public Stores stores() {
    return world.controller().stores();
  }

  /** Loops that hold or want a permit, in words; empty when none does. */
  public String permitsLeft() {
    return world.limiter().leftovers();
  }

  /** What struck, in order. */
  public List<String> struck() {
    return struck;
  }
}
