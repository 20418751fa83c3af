package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A child loop, as its parent knows it.
 *
 * @param loopId its id
 * @param iteration parent's iteration that spawned it
 * @param index action of the plan that spawned it
 * @param ordinal place among the children of that action
 * @param grant budgets cut from the parent's
 * @param deadline when the parent no longer waits for its result
 * @param cancelled whether it was told to end
 * @param end how it ended; null while it runs
 */
public record Child(
    String loopId,
    int iteration,
    int index,
    int ordinal,
    Allowance grant,
    Instant deadline,
    boolean cancelled,
    @Nullable End end) {
  /**
   * How a child ended.
   *
   * @param outcome in one word
   * @param score score of its best verdict; below 0 when nothing was judged
   * @param workspace snapshot of its best verdict; null when there is none
   * @param message why it ended, in words
   */
  public record End(
      Outcome outcome, double score, @Nullable WorkspaceRef workspace, String message) {
    public End {
      requireNonNull(outcome, "outcome is null");
      requireNonNull(message, "message is null");
    }

    static End of(Outcome outcome, String message) {
      return new End(outcome, -1, null, message);
    }
  }

  public Child {
    requireNonNull(loopId, "loopId is null");
    requireNonNull(grant, "grant is null");
    requireNonNull(deadline, "deadline is null");
  }

  boolean isRunning() {
    return end == null;
  }

  boolean succeeded() {
    return end != null && end.outcome() == Outcome.SUCCEEDED;
  }

  boolean isOf(RequestId action) {
    return iteration == action.iteration() && index == action.index();
  }

  Child ended(End how) {
    return new Child(loopId, iteration, index, ordinal, grant, deadline, cancelled, how);
  }

  Child toldToEnd() {
    return new Child(loopId, iteration, index, ordinal, grant, deadline, true, end);
  }
}
