package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A classified failure of one attempt.
 *
 * @param kind decides what the machine does
 * @param message what was tried and found, for people
 * @param retryAfter wait the other side asked for; null when it asked for none
 */
public record Failure(FailureKind kind, String message, @Nullable Duration retryAfter) {
  public Failure {
    requireNonNull(kind, "kind is null");
    requireNonNull(message, "message is null");
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
    }
  }
}
