package io.loopline.model.guard;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.loopline.model.catalogue.ModelLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How fast a profile, or all that share its limits, may be asked. Thread-safe. */
final class Rates {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A wait of more is the caller's, who may have other profiles. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final @Nullable AtomicRateLimiter requests;
  private final @Nullable AtomicRateLimiter tokens;

  Rates(String name, ModelLimits limits) {
    this.requests = limiter(name + " requests", limits.requestsPerMinute());
    this.tokens = limiter(name + " tokens", limits.tokensPerMinute());
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
