package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one action of the plan under way stands.
 *
 * <pre>
 * Pending ──▶ Running ──answer──▶ Observed
 *               │ ╰─failure─▶ BackingOff ─▶ Running
 *               ╰─claim─▶ Granted ──answer──▶ Observed         (tools that run at most once)
 *                            ╰─end unknown─▶ Reconciling ─▶ Observed | BackingOff | Undecided
 * Pending ──child loops──▶ Joining ──join──▶ Observed
 * </pre>
 */
public sealed interface ActionStatus {
  /** Not sent yet. */
  record Pending() implements ActionStatus {}

  /** Sent; one tool call is reserved for it. */
  record Running(PendingStep pending) implements ActionStatus {
    public Running {
      requireNonNull(pending, "pending is null");
    }
  }

  /** A tool that runs at most once may have started, by this one claim and no other. */
  record Granted(PendingStep pending, String claimant) implements ActionStatus {
    public Granted {
      requireNonNull(pending, "pending is null");
      requireNonNull(claimant, "claimant is null");
    }
  }

  /** Its end is unknown; the tool was asked whether it took effect. */
  record Reconciling(PendingStep pending) implements ActionStatus {
    public Reconciling {
      requireNonNull(pending, "pending is null");
    }
  }

  /** Nobody but a person can say whether {@code request} took effect. */
  record Undecided(RequestId request) implements ActionStatus {
    public Undecided {
      requireNonNull(request, "request is null");
    }
  }

  /**
   * Failed in passing; {@code next} goes out at {@code until}.
   *
   * @param reconcile whether it asks about the effect instead of running the tool
   */
  record BackingOff(RequestId next, Instant until, boolean reconcile) implements ActionStatus {
    public BackingOff {
      requireNonNull(next, "next is null");
      requireNonNull(until, "until is null");
    }
  }

  /** Waits for the results of the child loops that {@code action} started, until then. */
  record Joining(RequestId action, Instant until) implements ActionStatus {
    public Joining {
      requireNonNull(action, "action is null");
      requireNonNull(until, "until is null");
    }
  }

  /**
   * Done.
   *
   * @param sequence context entry of its observation
   * @param left snapshot that a parallel action left, to be merged; null for every other one
   */
  record Observed(boolean ok, long sequence, @Nullable WorkspaceRef left) implements ActionStatus {}
}
