package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A request under way.
 *
 * @param request which one
 * @param deadline when the controller gives it up
 */
public record PendingStep(RequestId request, Instant deadline) {
  public PendingStep {
    requireNonNull(request, "request is null");
    requireNonNull(deadline, "deadline is null");
  }
}
