package io.loopline.core;

import java.time.Instant;
import java.util.List;

/** What a wake-up does: end the loop, give up a step, end a backoff, or nothing yet. */
final class Timers {
  private Timers() {}

  /** Returns whether anything was due. */
  static boolean fire(Draft draft) {
    draft.wakeAt = null;
    if (draft.phase instanceof Phase.Closing closing) {
      boolean due = isDue(draft, closing.until());
      if (due) {
        Children.closeOverdue(draft, closing);
      }
      return due;
    }
    if (draft.phase instanceof Phase.Queued queued) {
      boolean due = isDue(draft, queued.until());
      if (due) {
        Permits.expire(draft);
      }
      return due;
    }
    if (!draft.at.isBefore(draft.wallClockEnd())) {
      Requests.stopForTime(draft);
      return true;
    }
    return !draft.paused && phaseDue(draft);
  }

  /** Does what came due while the loop was paused. */
  static void catchUp(Draft draft) {
    if (draft.phase instanceof Phase.Queued queued) {
      Permits.start(draft, queued);
    } else if (!draft.at.isBefore(draft.wallClockEnd())) {
      Requests.stopForTime(draft);
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
      case Phase.Closing _ -> throw new IllegalStateException("bug: closing was left");
      case Phase.Queued _ -> throw new IllegalStateException("bug: the wait was left");
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
    if (executing.merge() instanceof ActionStatus.Running(PendingStep pending)
        && isDue(draft, pending.deadline())) {
      ParallelGroups.mergeFailed(draft, executing, pending.request(), timeout());
      return true;
    }
    if (executing.merge() instanceof ActionStatus.BackingOff waiting
        && isDue(draft, waiting.until())) {
      ParallelGroups.merge(draft, executing, waiting.next());
      return true;
    }
    for (ActionSlot slot : executing.actions()) {
      switch (slot.status()) {
        case ActionStatus.Running(PendingStep pending) when isDue(draft, pending.deadline()) -> {
          actionTimedOut(draft, executing, pending.request());
          return true;
        }
        case ActionStatus.Granted(PendingStep pending, _) when isDue(draft, pending.deadline()) -> {
          draft.ledger = draft.ledger.settle(Dimension.TOOL_CALLS, 1, 1);
          Circuits.answered(draft, pending.request(), timeout());
          OnceActions.unknown(draft, executing, pending.request(), timeout());
          return true;
        }
        case ActionStatus.Reconciling(PendingStep pending)
            when isDue(draft, pending.deadline()) -> {
          OnceActions.notReconciled(draft, executing, pending.request(), timeout());
          return true;
        }
        case ActionStatus.Joining(RequestId action, Instant until) when isDue(draft, until) -> {
          Children.overdue(draft, action);
          return true;
        }
        case ActionStatus.BackingOff(RequestId next, Instant until, boolean reconcile)
            when isDue(draft, until) -> {
          again(draft, executing, next, reconcile);
          return true;
        }
        case ActionStatus.Running _,
            ActionStatus.Granted _,
            ActionStatus.Reconciling _,
            ActionStatus.Undecided _,
            ActionStatus.Joining _,
            ActionStatus.BackingOff _,
            ActionStatus.Pending _,
            ActionStatus.Observed _ -> {}
      }
    }
    return false;
  }

  private static void again(
      Draft draft, Phase.Executing executing, RequestId next, boolean reconcile) {
    Spawn spawn = executing.actions().get(next.index()).spawn();
    if (spawn != null) {
      Spawning.start(draft, executing, next, spawn);
    } else if (reconcile) {
      Requests.reconcile(draft, executing, next);
    } else {
      Requests.action(draft, executing, next);
    }
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
