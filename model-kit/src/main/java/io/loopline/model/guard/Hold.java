package io.loopline.model.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The wait that a provider asked for last. Thread-safe. */
final class Hold {
  private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.MIN);
  private final InstantSource clock;

  Hold(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the provider asked not to be asked; empty when it may be. */
  Optional<Duration> left() {
    Duration left = Duration.between(clock.instant(), heldUntil.get());
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /** The provider asked for a wait. */
  void hold(long waitMs) {
    Instant until = clock.instant().plusMillis(waitMs);
    heldUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
  }
}
