package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Where one action of the plan under way stands. */
public sealed interface ActionStatus {
  /** Not sent yet. */
  record Pending() implements ActionStatus {}

  /** Sent; one tool call is reserved for it. */
  record Running(PendingStep pending) implements ActionStatus {
    public Running {
      requireNonNull(pending, "pending is null");
    }
  }

  /** Failed in passing; {@code next} goes out at {@code until}. */
  record BackingOff(RequestId next, Instant until) implements ActionStatus {
    public BackingOff {
      requireNonNull(next, "next is null");
      requireNonNull(until, "until is null");
    }
  }

  /** Done; {@code sequence} is the context entry of its observation. */
  record Observed(boolean ok, long sequence) implements ActionStatus {}
}
