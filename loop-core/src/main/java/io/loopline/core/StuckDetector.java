package io.loopline.core;

import java.util.List;
import java.util.Optional;

/** Finds the pattern in which a judged iteration is stuck. Only what it did itself counts. */
final class StuckDetector {
  private final StuckMemory memory;
  private final StuckTerms terms;
  private final int iteration;

  private StuckDetector(StuckMemory memory, StuckTerms terms, int iteration) {
    this.memory = memory;
    this.terms = terms;
    this.iteration = iteration;
  }

  /** The plainest pattern that shows; empty when none does or nothing is looked for. */
  static Optional<StuckFinding> find(StuckMemory memory, StuckTerms terms, int iteration) {
    if (!terms.enabled()) {
      return Optional.empty();
    }
    StuckDetector detector = new StuckDetector(memory, terms, iteration);
    return detector
        .alternating()
        .or(() -> detector.repeated(StuckPattern.SAME_ERROR, terms.sameError(), false))
        .or(() -> detector.repeated(StuckPattern.SAME_OBSERVATION, terms.sameObservation(), true))
        .or(detector::counted);
  }

  private Optional<StuckFinding> repeated(StuckPattern pattern, int threshold, boolean anyEnd) {
    if (threshold == 0) {
      return Optional.empty();
    }
    return memory.ring().stream()
        .filter(trace -> trace.iteration() == iteration && (anyEnd || !trace.ok()))
        .filter(trace -> times(trace) >= threshold)
        .findFirst()
        .map(trace -> new StuckFinding(pattern, repetition(trace)));
  }

  private long times(Trace trace) {
    return memory.ring().stream().filter(each -> each.fingerprint() == trace.fingerprint()).count();
  }

  private String repetition(Trace trace) {
    return "action %d (%s) with the same arguments gave the same %s in %d iterations"
        .formatted(trace.index(), tool(trace), trace.ok() ? "result" : "error", times(trace));
  }

  private Optional<StuckFinding> alternating() {
    int length = terms.alternating();
    List<Trace> ring = memory.ring();
    if (length < 3 || ring.size() < length || ring.getLast().iteration() != iteration) {
      return Optional.empty();
    }
    List<Trace> newest = ring.subList(ring.size() - length, ring.size());
    for (int i = 1; i < length; i++) {
      Trace before = newest.get(i - 1);
      Trace trace = newest.get(i);
      boolean inTurn =
          trace.fingerprint() != before.fingerprint() && trace.iteration() != before.iteration();
      if (!inTurn || (i >= 2 && trace.fingerprint() != newest.get(i - 2).fingerprint())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new StuckFinding(
            StuckPattern.ALTERNATING,
            "two actions (the newest %s) took turns %d times without a better score"
                .formatted(tool(newest.getLast()), length)));
  }

  private Optional<StuckFinding> counted() {
    return counted(
            StuckPattern.EMPTY_PLANS,
            memory.emptyPlans(),
            terms.emptyPlans(),
            "plans in a row had no actions")
        .or(() ->
            counted(
                StuckPattern.UNIMPROVED,
                memory.unimproved(),
                terms.unimproved(),
                "iterations in a row did not improve the score"))
        .or(() ->
            counted(
                StuckPattern.UNCHANGED,
                memory.unchanged(),
                terms.unchanged(),
                "iterations in a row left the workspace as it was"))
        .or(() ->
            counted(
                StuckPattern.IDLE_COMPACTIONS,
                memory.idleCompactions(),
                terms.idleCompactions(),
                "times the context was compacted and planned anew without an effect"));
  }

  private static Optional<StuckFinding> counted(
      StuckPattern pattern, int count, int threshold, String words) {
    return threshold == 0 || count < threshold
        ? Optional.empty()
        : Optional.of(new StuckFinding(pattern, count + " " + words));
  }

  private String tool(Trace trace) {
    return memory.planned().get(trace.index()).tool();
  }
}
