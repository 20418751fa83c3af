package io.loopline.core;

import java.time.Instant;
import java.util.List;

/** What a wake-up does: end the loop, give up a step, end a backoff, or nothing yet. */
final class Timers {
  private Timers() {}

  /** Returns whether anything was due. */
  static boolean fire(Draft draft) {
    draft.wakeAt = null;
    if (!draft.at.isBefore(draft.wallClockEnd())) {
      draft.stop(StopReason.TIME_BUDGET, Reasons.usedUp(draft, Dimension.WALL_CLOCK));
      return true;
    }
    return !draft.paused && phaseDue(draft);
  }

  /** Does what came due while the loop was paused. */
  static void catchUp(Draft draft) {
    if (!draft.at.isBefore(draft.wallClockEnd())) {
      draft.stop(StopReason.TIME_BUDGET, Reasons.usedUp(draft, Dimension.WALL_CLOCK));
    } else {
      phaseDue(draft);
    }
  }

  private static boolean phaseDue(Draft draft) {
    return switch (draft.phase) {
      case Phase.Planning planning -> stepDue(draft, planning.pending(), List.of(), 0);
      case Phase.Verifying verifying ->
          stepDue(draft, verifying.pending(), verifying.observations(), verifying.plannedActions());
      case Phase.BackingOff backingOff -> backoffDue(draft, backingOff);
      case Phase.Executing executing -> actionsDue(draft, executing);
      case Phase.AwaitingApproval waiting -> approvalDue(draft, waiting);
      case Phase.Paused _ -> throw new IllegalStateException("bug: a draft holds what was left");
      case null -> throw new IllegalStateException("bug: a live loop without phase");
    };
  }

  private static boolean stepDue(
      Draft draft, PendingStep pending, List<Long> observations, int plannedActions) {
    if (!isDue(draft, pending.deadline())) {
      return false;
    }
    Failure timeout = timeout();
    Spending.settle(draft, Usage.UNKNOWN);
    draft.note(Reasons.failed(pending.request(), timeout));
    Circuits.answered(draft, pending.request(), timeout);
    if (Failures.mayRetry(draft, pending.request(), timeout)) {
      Requests.again(draft, pending.request().nextAttempt(), observations, plannedActions);
    }
    return true;
  }

  private static boolean approvalDue(Draft draft, Phase.AwaitingApproval waiting) {
    if (!isDue(draft, waiting.expiresAt())) {
      return false;
    }
    Approvals.expire(draft);
    return true;
  }

  private static boolean backoffDue(Draft draft, Phase.BackingOff backingOff) {
    if (!isDue(draft, backingOff.until())) {
      return false;
    }
    Requests.again(
        draft, backingOff.next(), backingOff.observations(), backingOff.plannedActions());
    return true;
  }

  private static boolean actionsDue(Draft draft, Phase.Executing executing) {
    for (ActionSlot slot : executing.actions()) {
      switch (slot.status()) {
        case ActionStatus.Running(PendingStep pending) when isDue(draft, pending.deadline()) -> {
          actionTimedOut(draft, executing, pending.request());
          return true;
        }
        case ActionStatus.BackingOff(RequestId next, Instant until) when isDue(draft, until) -> {
          Requests.action(draft, executing, next);
          return true;
        }
        case ActionStatus.Running _,
            ActionStatus.BackingOff _,
            ActionStatus.Pending _,
            ActionStatus.Observed _ -> {}
      }
    }
    return false;
  }

  private static void actionTimedOut(Draft draft, Phase.Executing executing, RequestId request) {
    // the call may have run, so it counts as spent
    draft.ledger = draft.ledger.settle(Dimension.TOOL_CALLS, 1, 1);
    Failure timeout = timeout();
    draft.note(Reasons.failed(request, timeout));
    Circuits.answered(draft, request, timeout);
    if (Failures.mayRetry(draft, request, timeout)) {
      Requests.action(draft, executing, request.nextAttempt());
    }
  }

  private static Failure timeout() {
    return new Failure(FailureKind.TIMEOUT, "no answer by the deadline", null);
  }

  private static boolean isDue(Draft draft, Instant when) {
    return !when.isAfter(draft.at);
  }
}
