package io.loopline.model.guard;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.provider.Attempted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Stands before a profile: the wait its provider asked for, its rates and places for concurrent
 * calls, the breaker of its server, and another try when no connection came about. Thread-safe.
 */
final class ProfileGuard {
  /** Connections that did not come about cost nothing, so they are tried again here. */
  private static final int CONNECTION_TRIES = 3;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final ModelProfile profile;
  private final EndpointBreaker breaker;
  private final Hold hold;
  private final Allowance allowance;
  private final Retry connections;

  ProfileGuard(ModelProfile profile, EndpointBreaker breaker, Hold hold, Allowance allowance) {
    this.profile = profile;
    this.breaker = breaker;
    this.hold = hold;
    this.allowance = allowance;
    this.connections =
        Retry.of(
            profile.name(),
            RetryConfig.<Attempted>custom()
                .maxAttempts(CONNECTION_TRIES)
                .intervalFunction(IntervalFunction.ofExponentialBackoff(BETWEEN_TRIES, 2.0))
                .retryOnResult(ProfileGuard::isUnconnected)
                .retryOnException(_ -> false)
                .build());
  }

  /** One exchange, or several of which only the last had a connection. */
  @FunctionalInterface
  interface Way {
    /** How it is asked now that it is its turn; the limit reaches to the deadline at most. */
    Attempted ask() throws InterruptedException;
  }

  /**
   * Asks when it may.
   *
   * @param tokens input and longest output
   * @param fullTime whether the exchange may take as long as the profile allows
   * @param way asks when it is its turn
   */
  Attempted ask(long tokens, boolean fullTime, Way way) throws InterruptedException {
    Optional<Duration> held = hold.left();
    if (held.isPresent()) {
      return refused(FailureKind.RATE_LIMITED, "the provider asked for a wait", held.get());
    }
    if (breaker.isShut()) {
      return shut();
    }
    Optional<Duration> wait = allowance.rates().take(tokens);
    if (wait.isPresent()) {
      return refused(
          FailureKind.RATE_LIMITED,
          "requests_per_minute or tokens_per_minute%s are used up".formatted(sharers()),
          wait.get());
    }
    if (!allowance.places().tryAcquirePermission()) {
      throw new InterruptedException("no place before the deadline");
    }
    try {
      return breaker.enter() ? exchange(fullTime, way) : shut();
    } finally {
      allowance.places().onComplete();
    }
  }

  private Attempted exchange(boolean fullTime, Way way) throws InterruptedException {
    Attempted attempted;
    try {
      attempted = withConnection(way::ask);
    } catch (InterruptedException | RuntimeException e) {
      breaker.leave();
      throw e;
    }
    switch (attempted) {
      case Attempted.Answer _ -> breaker.answered();
      case Attempted.NoAnswer(Failure failure, ModelUsage _, boolean connected) ->
          tell(failure, connected, fullTime);
    }
    return attempted;
  }

  private Attempted withConnection(Callable<Attempted> way) throws InterruptedException {
    try {
      return connections.executeCallable(way);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted between two tries to connect");
      }
      throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  /** A limit that the deadline shortened proves no outage. */
  private void tell(Failure failure, boolean connected, boolean fullTime) {
    Long wait = failure.getRetryAfterMs();
    if (wait != null && wait > 0) {
      hold.hold(wait);
    }
    switch (failure.getKind()) {
      case TRANSIENT -> breaker.failed();
      case TIMEOUT -> {
        if (fullTime) {
          breaker.failed();
        } else {
          breaker.leave();
        }
      }
      case RATE_LIMITED -> breaker.leave();
      case INVALID_OUTPUT,
          DENIED,
          TOOL_FAILED,
          LIMIT_EXCEEDED,
          UNKNOWN_EFFECT,
          BUDGET_TOO_SMALL,
          TERMINAL,
          UNRECOGNIZED -> {
        if (connected) {
          breaker.answered();
        } else {
          breaker.leave();
        }
      }
    }
  }

  private static boolean isUnconnected(Attempted attempted) {
    return attempted instanceof Attempted.NoAnswer(Failure failure, ModelUsage _, boolean connected)
        && !connected
        && failure.getKind() == FailureKind.TRANSIENT;
  }

  private String sharers() {
    String shared = profile.limits().shared();
    return shared == null ? "" : " of limits '" + shared + "'";
  }

  private Attempted shut() {
    return refused(
        FailureKind.TRANSIENT,
        "the circuit breaker of %s is open after repeated failures".formatted(profile.baseUrl()),
        breaker.shutFor());
  }

  private Attempted refused(FailureKind kind, String words, Duration wait) {
    return new Attempted.NoAnswer(
        new Failure(
            kind,
            "profile %s was not asked: %s".formatted(profile.name(), words),
            Math.max(1, wait.toMillis()),
            List.of()),
        ModelUsage.NONE,
        false);
  }
}
