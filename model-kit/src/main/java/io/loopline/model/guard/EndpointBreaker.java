package io.loopline.model.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of one server: half of the last ten exchanges failed, at least five of them,
 * and for 30 seconds nobody asks; then two may try. Shared by the profiles that ask it;
 * thread-safe.
 */
final class EndpointBreaker {
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final int WINDOW = 10;
  private static final int LEAST_CALLS = 5;
  private static final int PROBES = 2;

  private final CircuitBreaker breaker;
  private final InstantSource clock;
  private volatile Instant opensAt = Instant.MIN;

  EndpointBreaker(String name, InstantSource clock) {
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(50)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
            opensAt = clock.instant().plus(OPEN);
          }
        });
  }

  /** Whether nobody may ask now; nothing is taken. */
  boolean isShut() {
    return breaker.getState() == CircuitBreaker.State.OPEN && clock.instant().isBefore(opensAt);
  }

  /** Lets one exchange through; it must be followed by exactly one of the methods below. */
  boolean enter() {
    return breaker.tryAcquirePermission();
  }

  /** The server answered, whatever it said. */
  void answered() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** The server did not answer. */
  void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new Outage());
  }

  /** The exchange says nothing about the server. */
  void leave() {
    breaker.releasePermission();
  }

  /** How long nobody may ask, at least a second. */
  Duration shutFor() {
    Duration left = Duration.between(clock.instant(), opensAt);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  /** What a breaker wants to be told; nobody sees it. */
  private static final class Outage extends Exception {
    private static final long serialVersionUID = 1L;

    Outage() {
      super("no answer", null, false, false);
    }
  }
}
