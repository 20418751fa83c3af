package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phases of a live loop, each with only the data valid in it.
 *
 * <pre>
 * (Queued ──permits of all its labels──▶) Planning
 * Planning ──plan──▶ (AwaitingApproval) ──▶ Executing ──all observed──▶ Verifying ──verdict──▶ Planning (next iteration)
 *     ╰──failure──▶ BackingOff ◀──failure──╯ (and back to the step it left)
 * any ──pause──▶ Paused ──resume──▶ the phase it left, further by the answers that came meanwhile
 * any ──stop while child loops run──▶ Closing ──their results──▶ ended
 * </pre>
 */
public sealed interface Phase {
  /**
   * Accepted, but as many loops of its labels run as may; nothing of it has been sent.
   *
   * @param held permits it has, of the first of its labels
   * @param until when it no longer waits
   */
  record Queued(int held, Instant until) implements Phase {
    public Queued {
      requireNonNull(until, "until is null");
      if (held < 0) {
        throw new IllegalArgumentException("held is below 0: " + held);
      }
    }
  }

  /** Waiting for a plan. */
  record Planning(PendingStep pending) implements Phase {
    public Planning {
      requireNonNull(pending, "pending is null");
    }
  }

  /**
   * Running the plan's actions.
   *
   * @param planSequence context entry of the plan
   * @param merge where merging what a parallel group left stands; null when nothing is merged
   */
  record Executing(List<ActionSlot> actions, long planSequence, @Nullable ActionStatus merge)
      implements Phase {
    public Executing {
      actions = List.copyOf(actions);
      if (actions.isEmpty()) {
        throw new IllegalArgumentException("a plan without actions is not executed");
      }
    }

    /** Nothing is merged. */
    public Executing(List<ActionSlot> actions, long planSequence) {
      this(actions, planSequence, null);
    }

    /** The open request of an action or of a merge, when it is this one; null when it is not. */
    @Nullable PendingStep open(RequestId request) {
      ActionStatus status =
          request.index() < actions.size() ? actions.get(request.index()).status() : merge;
      PendingStep pending = status == null ? null : pending(status);
      return pending != null && pending.request().equals(request) ? pending : null;
    }

    /** What an action waits for a worker to answer; null when it does not. */
    static @Nullable PendingStep pending(ActionStatus status) {
      return switch (status) {
        case ActionStatus.Running(PendingStep pending) -> pending;
        case ActionStatus.Granted(PendingStep pending, _) -> pending;
        case ActionStatus.Reconciling(PendingStep pending) -> pending;
        case ActionStatus.Pending _,
            ActionStatus.Undecided _,
            ActionStatus.Joining _,
            ActionStatus.BackingOff _,
            ActionStatus.Observed _ ->
            null;
      };
    }

    Executing with(int index, ActionStatus status) {
      List<ActionSlot> copy = new ArrayList<>(actions);
      copy.set(index, copy.get(index).with(status));
      return new Executing(copy, planSequence, merge);
    }

    Executing withMerge(@Nullable ActionStatus status) {
      return new Executing(actions, planSequence, status);
    }
  }

  /**
   * The plan waits for a person until {@code expiresAt}; nothing of it has been sent.
   *
   * @param plan what runs when it is approved
   */
  record AwaitingApproval(Executing plan, Instant expiresAt) implements Phase {
    public AwaitingApproval {
      requireNonNull(plan, "plan is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }
  }

  /**
   * No request leaves; answers to those that had left are taken in, and what would follow from them
   * backs off until the loop is resumed.
   *
   * @param left the phase to go on with; never paused itself
   */
  record Paused(Phase left) implements Phase {
    public Paused {
      requireNonNull(left, "left is null");
      if (left instanceof Paused) {
        throw new IllegalArgumentException("a paused loop is not paused again");
      }
    }
  }

  /**
   * Waiting for a verdict.
   *
   * @param observations context entries of this iteration's observations, in action order
   * @param plannedActions how many actions the plan had
   */
  record Verifying(PendingStep pending, List<Long> observations, int plannedActions)
      implements Phase {
    public Verifying {
      requireNonNull(pending, "pending is null");
      observations = List.copyOf(observations);
    }
  }

  /**
   * A plan or verify step that failed in passing; {@code next} goes out at {@code until}.
   *
   * @param observations as in {@link Verifying}; empty for a plan step
   */
  record BackingOff(RequestId next, Instant until, List<Long> observations, int plannedActions)
      implements Phase {
    public BackingOff {
      requireNonNull(next, "next is null");
      requireNonNull(until, "until is null");
      observations = List.copyOf(observations);
    }
  }

  /**
   * The end is decided; the results of child loops are still to come, so that the ledger is final.
   *
   * @param until when those that have not reported are counted with their whole grant
   */
  record Closing(StopReason reason, String message, Instant until) implements Phase {
    public Closing {
      requireNonNull(reason, "reason is null");
      requireNonNull(message, "message is null");
      requireNonNull(until, "until is null");
    }
  }
}
