package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A request under way.
 *
 * @param request which one
 * @param deadline when the controller gives it up
 * @param caps what is reserved for it
 */
public record PendingStep(RequestId request, Instant deadline, Caps caps) {
  public PendingStep {
    requireNonNull(request, "request is null");
    requireNonNull(deadline, "deadline is null");
    requireNonNull(caps, "caps is null");
  }

  /** A request of which no tokens and no money are reserved. */
  public PendingStep(RequestId request, Instant deadline) {
    this(request, deadline, Caps.NONE);
  }

  PendingStep with(Caps reserved) {
    return new PendingStep(request, deadline, reserved);
  }
}
