package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * Circuit breaker of one loop for one dependency. Immutable.
 *
 * @param dependency {@code planner}, {@code verifier} or {@code tool:NAME}
 * @param mode where it stands
 * @param openings how often it opened since it was last closed
 */
public record Breaker(String dependency, BreakerMode mode, int openings) {
  /** Calls that count. */
  public static final int WINDOW = 10;

  /** Probes of a half-open breaker. */
  public static final int PROBES = 2;

  /** Re-openings after which the loop gives up. */
  public static final int REOPENINGS = 3;

  private static final int MINIMUM_CALLS = 5;
  private static final int FAILURE_PERCENT = 50;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  public Breaker {
    requireNonNull(dependency, "dependency is null");
    requireNonNull(mode, "mode is null");
  }

  static Breaker closed(String dependency) {
    return new Breaker(dependency, new BreakerMode.Closed(0, 0), 0);
  }

  /** The breaker after a call came back. What was sent before it opened no longer counts. */
  Breaker answered(boolean failed, Instant at) {
    return switch (mode) {
      case BreakerMode.Closed closed -> counted(closed.record(failed), failed, at);
      case BreakerMode.Open _ -> this;
      case BreakerMode.HalfOpen _ when failed -> open(at);
      case BreakerMode.HalfOpen(int _, int succeeded) when succeeded + 1 >= PROBES ->
          closed(dependency);
      case BreakerMode.HalfOpen(int sent, int succeeded) ->
          with(new BreakerMode.HalfOpen(sent, succeeded + 1));
    };
  }

  /** Only a failure opens it, however old the failures beside it are. */
  private Breaker counted(BreakerMode.Closed closed, boolean failed, Instant at) {
    boolean tooMany =
        failed
            && closed.calls() >= MINIMUM_CALLS
            && closed.failed() * 100 >= FAILURE_PERCENT * closed.calls();
    return tooMany ? open(at) : with(closed);
  }

  private Breaker open(Instant at) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(openings, 10));
    Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    return new Breaker(dependency, new BreakerMode.Open(at.plus(capped)), openings + 1);
  }

  /** Whether a request may go out now. */
  boolean admits(Instant at) {
    return switch (mode) {
      case BreakerMode.Closed _ -> true;
      case BreakerMode.Open(Instant until) -> !at.isBefore(until);
      case BreakerMode.HalfOpen(int sent, int _) -> sent < PROBES;
    };
  }

  /** The breaker after a request that it admits went out. */
  Breaker sent() {
    return switch (mode) {
      case BreakerMode.Closed _ -> this;
      case BreakerMode.Open _ -> with(new BreakerMode.HalfOpen(1, 0));
      case BreakerMode.HalfOpen(int sent, int succeeded) ->
          with(new BreakerMode.HalfOpen(sent + 1, succeeded));
    };
  }

  boolean isOpen() {
    return mode instanceof BreakerMode.Open;
  }

  /** Whether it re-opened so often that waiting on makes no sense. */
  boolean isBroken() {
    return isOpen() && openings > REOPENINGS;
  }

  /** Name of the mode, for people. */
  String modeName() {
    return switch (mode) {
      case BreakerMode.Closed _ -> "CLOSED";
      case BreakerMode.Open _ -> "OPEN";
      case BreakerMode.HalfOpen _ -> "HALF_OPEN";
    };
  }

  private Breaker with(BreakerMode next) {
    return new Breaker(dependency, next, openings);
  }
}
