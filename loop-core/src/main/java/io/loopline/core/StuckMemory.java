package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What stuck detection remembers of a loop. Immutable and bounded.
 *
 * @param ring traces of the newest actions, oldest first, each fingerprint once per iteration
 * @param planned actions of the newest plan
 * @param changed whether this iteration changed the workspace
 * @param succeeded whether an action of this iteration succeeded
 * @param compacted whether this iteration compacted the context
 * @param emptyPlans plans without actions in a row
 * @param unimproved iterations in a row without a better score
 * @param unchanged iterations in a row that left the workspace as it was
 * @param idleCompactions iterations since the last effect that compacted the context
 * @param rung step of the ladder reached since the last better score
 */
public record StuckMemory(
    List<Trace> ring,
    List<PlannedAction> planned,
    boolean changed,
    boolean succeeded,
    boolean compacted,
    int emptyPlans,
    int unimproved,
    int unchanged,
    int idleCompactions,
    Rung rung) {
  /** Traces kept, whatever a plan holds. */
  public static final int RING = 32;

  static final StuckMemory EMPTY =
      new StuckMemory(List.of(), List.of(), false, false, false, 0, 0, 0, 0, Rung.NONE);

  public StuckMemory {
    ring = List.copyOf(ring);
    planned = List.copyOf(planned);
    requireNonNull(rung, "rung is null");
    if (ring.size() > RING) {
      throw new IllegalArgumentException("the ring holds more than %d traces".formatted(RING));
    }
  }

  /** A plan came in: a new iteration's facts begin. */
  StuckMemory planned(List<PlannedAction> actions) {
    return new StuckMemory(
        ring,
        actions,
        false,
        false,
        compacted,
        actions.isEmpty() ? emptyPlans + 1 : 0,
        unimproved,
        unchanged,
        idleCompactions,
        rung);
  }

  /** An action came to its end; the same fingerprint again in one iteration counts once. */
  StuckMemory observed(Trace trace, boolean changedIt) {
    List<Trace> traces = new ArrayList<>(ring);
    boolean known =
        ring.stream()
            .anyMatch(each ->
                each.fingerprint() == trace.fingerprint() && each.iteration() == trace.iteration());
    if (!known && !planned.get(trace.index()).polling()) {
      traces.add(trace);
    }
    return new StuckMemory(
        traces.subList(Math.max(0, traces.size() - RING), traces.size()),
        planned,
        changed || changedIt,
        succeeded || trace.ok(),
        compacted,
        emptyPlans,
        unimproved,
        unchanged,
        idleCompactions,
        rung);
  }

  /** The context was compacted. */
  StuckMemory compact() {
    return new StuckMemory(
        ring,
        planned,
        changed,
        succeeded,
        true,
        emptyPlans,
        unimproved,
        unchanged,
        idleCompactions,
        rung);
  }

  /** The iteration was judged no better, or is the first: counts go on, unless it only polled. */
  StuckMemory judged(boolean first) {
    int more = isPolling() ? 0 : 1;
    boolean effect = changed || succeeded;
    return new StuckMemory(
        ring,
        planned,
        changed,
        succeeded,
        false,
        emptyPlans,
        first ? 0 : unimproved + more,
        changed ? 0 : unchanged + more,
        effect ? 0 : idleCompactions + (compacted ? 1 : 0),
        rung);
  }

  /** The score got better: whatever was repeated before no longer counts. */
  StuckMemory improved() {
    return new StuckMemory(List.of(), planned, changed, succeeded, false, 0, 0, 0, 0, Rung.NONE);
  }

  StuckMemory on(Rung newRung) {
    return new StuckMemory(
        ring,
        planned,
        changed,
        succeeded,
        compacted,
        emptyPlans,
        unimproved,
        unchanged,
        idleCompactions,
        newRung);
  }

  private boolean isPolling() {
    return !planned.isEmpty() && planned.stream().allMatch(PlannedAction::polling);
  }
}
