package io.loopline.loopctl.loops;

import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one loop.
 *
 * @param loopId loop id
 * @param transitions its decisions in order; perhaps without the oldest ones
 * @param result its end; null while it runs
 * @param unreadable records of it that could not be decoded
 */
record LoopHistory(
    String loopId,
    List<LoopTransition> transitions,
    @Nullable LoopResult result,
    List<Unreadable> unreadable) {

  private static final Pattern LOOP_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  LoopHistory {
    transitions = List.copyOf(transitions);
    unreadable = List.copyOf(unreadable);
  }

  /** Reads a loop that must exist. */
  static LoopHistory of(LoopBroker broker, String loopId) {
    LoopHistory history = lookUp(broker, loopId);
    if (history.unknown()) {
      throw noSuchLoop(loopId);
    }
    return history;
  }

  /** Reads a loop that may not exist, or not yet. */
  static LoopHistory lookUp(LoopBroker broker, String loopId) {
    requireLoopId(loopId);
    Reading<LoopTransition> transitions = broker.read(LoopTopics.TRANSITIONS, loopId);
    Reading<LoopResult> results = broker.read(LoopTopics.RESULTS, loopId);
    List<Unreadable> unreadable = new ArrayList<>(transitions.unreadable());
    unreadable.addAll(results.unreadable());
    LoopResult result = results.events().isEmpty() ? null : results.events().getFirst();
    return new LoopHistory(loopId, transitions.events(), result, unreadable);
  }

  /** All loops that left a transition or a result, the oldest first. */
  static List<LoopSummary> summaries(List<LoopTransition> transitions, List<LoopResult> results) {
    Map<String, LoopSummary> loops = new LinkedHashMap<>();
    for (LoopTransition transition : transitions) {
      LoopSummary known = loops.get(transition.getLoopId());
      loops.put(
          transition.getLoopId(),
          known == null ? LoopSummary.first(transition) : known.then(transition));
    }
    for (LoopResult result : results) {
      LoopSummary known = loops.get(result.getLoopId());
      loops.put(result.getLoopId(), known == null ? LoopSummary.of(result) : known.then(result));
    }
    return loops.values().stream()
        .sorted(Comparator.comparing(LoopSummary::startedAt).thenComparing(LoopSummary::loopId))
        .toList();
  }

  /** Whether somebody asked for this loop, even when no controller has seen the goal yet. */
  static boolean submitted(LoopBroker broker, String loopId) {
    // All partitions: clients in other languages place keys otherwise than Java does.
    return broker.read(LoopTopics.GOALS).events().stream()
        .anyMatch(goal -> goal.getLoopId().equals(loopId));
  }

  static CliFailure noSuchLoop(String loopId) {
    return new CliFailure(
        ExitCode.BAD_INPUT, "there is no loop " + loopId + "; see ./loop list for all of them");
  }

  static void requireLoopId(String loopId) {
    if (!LOOP_ID.matcher(loopId).matches()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "not a loop id: '"
              + Words.clipped(loopId, 140)
              + "'; it is 1 to 128 letters, digits, dots, underscores and dashes, and starts with a"
              + " letter or digit");
    }
  }

  boolean unknown() {
    return transitions.isEmpty() && result == null && unreadable.isEmpty();
  }

  /** Where the loop stands; empty when nothing about it is readable. */
  Optional<LoopSummary> summary() {
    return summaries(transitions, result == null ? List.of() : List.of(result)).stream()
        .findFirst();
  }
}
