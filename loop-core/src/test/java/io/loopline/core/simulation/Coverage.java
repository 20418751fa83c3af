package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.CommandKind;
import io.loopline.core.Disposition;
import io.loopline.core.Effect;
import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.Join;
import io.loopline.core.LoopEvent;
import io.loopline.core.Outcome;
import io.loopline.core.ParentLink;
import io.loopline.core.Phase;
import io.loopline.core.Step;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.invariant.Automaton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often each thing that can happen did happen, over many runs. One thread. */
final class Coverage {
  /** What a loop changes about itself, as its words begin or go on. */
  private static final List<String> CHANGES =
      List.of(
          "nudged the planner",
          "strategy level",
          "output is kept short",
          "context compacted",
          "summarized by the model",
          "CLOSED -> OPEN",
          "OPEN -> HALF_OPEN",
          "HALF_OPEN -> OPEN",
          "HALF_OPEN -> CLOSED");

  private final Map<String, Long> counts = new TreeMap<>();

  Coverage() {
    universe().forEach(symbol -> counts.put(symbol, 0L));
  }

  /** All that the types of the machine say can happen. */
  private static Set<String> universe() {
    Set<String> all = new TreeSet<>();
    all.addAll(List.of("phase Absent", "phase Terminated"));
    subclasses(Phase.class).forEach(each -> all.add("phase " + each));
    subclasses(LoopEvent.class).forEach(each -> all.add("event " + each));
    subclasses(Effect.class).forEach(each -> all.add("effect " + each));
    names(StopReason.values()).forEach(each -> all.add("stop " + each));
    names(Disposition.values()).forEach(each -> all.add("disposition " + each));
    names(CommandKind.values()).forEach(each -> all.add("command " + each));
    names(Effect.SetAsideReason.values()).forEach(each -> all.add("set aside " + each));
    all.addAll(List.of("depth 1", "depth 2", "depth 3"));
    names(Join.values()).forEach(each -> all.add("join " + each));
    names(Outcome.values()).forEach(each -> all.add("child " + each));
    CHANGES.forEach(each -> all.add("change " + each));
    for (Step step : Step.values()) {
      names(FailureKind.values()).forEach(each -> all.add("failure " + step + " " + each));
    }
    Automaton.all().forEach(each -> all.add("edge " + each));
    return all;
  }

  void add(Dump dump) {
    for (String loopId : dump.decisions().keySet()) {
      dump.births(loopId).forEach(birth -> count("depth " + depth(birth)));
    }
    dump.decisions().values().forEach(each -> each.forEach(decision -> add(dump, decision)));
    for (TopicRecord record : dump.records(Topic.DEAD_LETTERS)) {
      if (record.message() instanceof Message.Letter letter) {
        counts.computeIfPresent("set aside " + letter.reason(), (_, count) -> count + 1);
      }
    }
  }

  private void add(Dump dump, Decision decision) {
    count("phase " + decision.phaseBefore());
    count("phase " + decision.phaseAfter());
    count("disposition " + decision.disposition());
    count("edge " + Automaton.edge(decision));
    decision.effects().forEach(each -> count("effect " + each));
    for (String change : decision.changes()) {
      CHANGES.stream().filter(change::contains).forEach(each -> count("change " + each));
    }
    StopReason reason = decision.stopReason();
    if (reason != null) {
      count("stop " + reason);
    }
    LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
    if (event == null) {
      return;
    }
    count("event " + decision.event());
    if (event instanceof LoopEvent.CommandReceived command) {
      count("command " + command.kind());
    }
    if (event instanceof LoopEvent.ChildEnded child) {
      count("child " + child.end().outcome());
    }
    if (event instanceof LoopEvent.PlanAnswered plan) {
      plan.actions().stream()
          .map(ActionTerms::spawn)
          .filter(Objects::nonNull)
          .forEach(spawn -> count("join " + spawn.join()));
    }
    Failure failure = FakeWorkers.failureOf(event);
    var request = FakeWorkers.requestOf(event);
    if (failure != null && request != null) {
      count("failure " + request.step() + " " + failure.kind());
    }
  }

  private static int depth(Birth birth) {
    ParentLink parent = birth.goal().family().parent();
    return parent == null ? 0 : parent.depth();
  }

  private void count(String symbol) {
    counts.merge(symbol, 1L, Long::sum);
  }

  /** What was never reached. */
  List<String> holes() {
    return counts.entrySet().stream()
        .filter(each -> each.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    counts.forEach((symbol, count) -> table.append("%12d %s%n".formatted(count, symbol)));
    return table.toString();
  }

  private static List<String> subclasses(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses()).map(Class::getSimpleName).toList();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
