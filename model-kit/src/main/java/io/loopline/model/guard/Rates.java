package io.loopline.model.guard;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.loopline.model.catalogue.ModelLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How fast a profile may be asked: its requests and tokens per minute, and the wait that the
 * provider asked for last. Thread-safe.
 */
final class Rates {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A wait of more is the caller's, who may have other profiles. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final @Nullable AtomicRateLimiter requests;
  private final @Nullable AtomicRateLimiter tokens;
  private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.MIN);
  private final InstantSource clock;

  Rates(String profile, ModelLimits limits, InstantSource clock) {
    this.requests = limiter(profile + " requests", limits.requestsPerMinute());
    this.tokens = limiter(profile + " tokens", limits.tokensPerMinute());
    this.clock = clock;
  }

  private static @Nullable AtomicRateLimiter limiter(String name, @Nullable Integer perMinute) {
    return perMinute == null
        ? null
        : new AtomicRateLimiter(
            name,
            RateLimiterConfig.custom()
                .limitForPeriod(perMinute)
                .limitRefreshPeriod(MINUTE)
                .timeoutDuration(LONGEST_WAIT)
                .build());
  }

  /** How long the provider asked not to be asked; empty when it may be. */
  Optional<Duration> heldFor() {
    Duration left = Duration.between(clock.instant(), heldUntil.get());
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /** The provider asked for a wait. */
  void hold(long waitMs) {
    Instant until = clock.instant().plusMillis(waitMs);
    heldUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Takes a request and so many tokens; waits a little, or says how long the wait would be. */
  Optional<Duration> take(long callTokens) throws InterruptedException {
    Optional<Duration> wait = take(requests, 1);
    return wait.isPresent() ? wait : take(tokens, callTokens);
  }

  private static Optional<Duration> take(@Nullable AtomicRateLimiter limiter, long amount)
      throws InterruptedException {
    if (limiter == null) {
      return Optional.empty();
    }
    // a call larger than the limit of a minute takes a whole minute
    int permits = (int) Math.min(amount, limiter.getRateLimiterConfig().getLimitForPeriod());
    long nanos = limiter.reservePermission(permits);
    if (nanos < 0) {
      return Optional.of(Duration.ofNanos(limiter.getDetailedMetrics().getNanosToWait()));
    }
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
    return Optional.empty();
  }
}
