package io.loopline.core.simulation;

import io.loopline.core.Best;
import io.loopline.core.Effect;
import io.loopline.core.LoopState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The controller's stores. Wrong use, such as a row deleted twice, is an exception. */
public final class Stores {
  /** A timer row. */
  public record Timer(Instant dueAt, String loopId) {}

  private record Row(String loopId, long sequence) {}

  private final Map<String, LoopState> loops = new HashMap<>();
  private final Set<String> goals = new HashSet<>();
  private final Set<Row> context = new HashSet<>();
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparing(Timer::dueAt).thenComparing(Timer::loopId));

  Stores copy() {
    Stores copy = new Stores();
    copy.loops.putAll(loops);
    copy.goals.addAll(goals);
    copy.context.addAll(context);
    copy.timers.addAll(timers);
    return copy;
  }

  public LoopState state(String loopId) {
    return loops.getOrDefault(loopId, new LoopState.Absent());
  }

  void put(String loopId, LoopState state) {
    if (state instanceof LoopState.Absent) {
      loops.remove(loopId);
    } else {
      loops.put(loopId, state);
    }
  }

  /** The ids of all loops that are remembered, in their order. */
  List<String> ids() {
    return loops.keySet().stream().sorted().toList();
  }

  /** The ids of loops whose children run. */
  public List<String> parents() {
    return ids().stream()
        .filter(id ->
            state(id) instanceof LoopState.Live live
                && live.family().children().stream().anyMatch(child -> child.end() == null))
        .toList();
  }

  /** The loops that have not ended, in no order. */
  public long live() {
    return loops.values().stream().filter(LoopState.Live.class::isInstance).count();
  }

  /** In the order in which they are due. */
  public Set<Timer> timers() {
    return timers;
  }

  boolean removeTimer(Timer timer) {
    return timers.remove(timer);
  }

  /** What is left in all stores, in words; empty when nothing is. */
  public String leftovers() {
    StringBuilder left = new StringBuilder();
    add(left, "loops", loops.keySet());
    add(left, "goals", goals);
    add(left, "context rows", context);
    add(left, "timers", timers);
    return left.toString();
  }

  private static void add(StringBuilder left, String name, Set<?> rows) {
    if (!rows.isEmpty()) {
      left.append(name).append(": ").append(rows).append(' ');
    }
  }

  /** Applies what a decision does to the rows; effects that are records do nothing here. */
  void apply(String loopId, Effect effect) {
    switch (effect) {
      case Effect.KeepGoal _ -> require(goals.add(loopId), effect, "a goal is there already");
      case Effect.AppendContext row ->
          require(context.add(new Row(loopId, row.sequence())), effect, "the row is there already");
      case Effect.AppendNote row ->
          require(context.add(new Row(loopId, row.sequence())), effect, "the row is there already");
      case Effect.AppendObservation row ->
          require(context.add(new Row(loopId, row.sequence())), effect, "the row is there already");
      case Effect.Compact summary -> {
        summary.rows().forEach(each -> read(loopId, each, effect));
        require(
            context.add(new Row(loopId, summary.sequence())), effect, "the row is there already");
      }
      case Effect.EvictContext rows -> rows.sequences().forEach(each -> drop(loopId, each, effect));
      case Effect.DropLoopData data -> {
        data.context().forEach(each -> drop(loopId, each, effect));
        require(goals.remove(loopId), effect, "there is no goal");
      }
      case Effect.ArmTimer arm ->
          require(timers.add(new Timer(arm.dueAt(), loopId)), effect, "the timer is armed already");
      case Effect.CancelTimer cancel ->
          require(timers.remove(new Timer(cancel.dueAt(), loopId)), effect, "there is no timer");
      case Effect.RequestPlan plan -> plan.context().forEach(each -> read(loopId, each, effect));
      case Effect.RequestAction action -> read(loopId, action.planSequence(), effect);
      case Effect.RequestVerify verify ->
          verify.observations().forEach(each -> read(loopId, each, effect));
      case Effect.EmitResult result -> {
        Best best = result.best();
        if (best != null) {
          read(loopId, best.sequence(), effect);
        }
      }
      case Effect.SetAside _,
          Effect.RequestMerge _,
          Effect.SignalWorkers _,
          Effect.SpawnChild _,
          Effect.EndChild _,
          Effect.AcquirePermit _,
          Effect.ReleasePermit _,
          Effect.ReportToParent _ -> {}
    }
  }

  private void drop(String loopId, long sequence, Effect effect) {
    require(context.remove(new Row(loopId, sequence)), effect, "there is no row " + sequence);
  }

  private void read(String loopId, long sequence, Effect effect) {
    require(context.contains(new Row(loopId, sequence)), effect, "there is no row " + sequence);
  }

  private static void require(boolean holds, Effect effect, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(effect + ": " + otherwise);
    }
  }
}
