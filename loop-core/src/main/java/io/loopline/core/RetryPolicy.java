package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How a failed step is tried again; the names are Temporal's.
 *
 * @param initialInterval first wait
 * @param backoffCoefficient factor from one wait to the next, at least 1
 * @param maximumInterval longest wait
 * @param maximumAttempts attempts per step, the first included
 * @param nonRetryable kinds that are never tried again
 */
public record RetryPolicy(
    Duration initialInterval,
    double backoffCoefficient,
    Duration maximumInterval,
    int maximumAttempts,
    List<FailureKind> nonRetryable) {

  public RetryPolicy {
    requireNonNull(initialInterval, "initialInterval is null");
    requireNonNull(maximumInterval, "maximumInterval is null");
    nonRetryable = List.copyOf(nonRetryable);
    if (initialInterval.isNegative() || maximumInterval.isNegative()) {
      throw new IllegalArgumentException("retry intervals are negative");
    }
    if (!(backoffCoefficient >= 1) || maximumAttempts < 1) {
      throw new IllegalArgumentException(
          "backoffCoefficient %s or maximumAttempts %d is below 1"
              .formatted(backoffCoefficient, maximumAttempts));
    }
  }

  boolean allows(FailureKind kind, int failedAttempt) {
    return failedAttempt < maximumAttempts && !nonRetryable.contains(kind);
  }
}
