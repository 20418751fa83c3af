package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breakers at work: every answer and every timeout is counted, and no request goes to a
 * dependency whose breaker does not admit it.
 */
final class Circuits {
  /** How long a request waits for the probes that are out. */
  private static final Duration PROBE_WAIT = Duration.ofSeconds(5);

  private Circuits() {}

  /** The dependency of a step. */
  static String of(Step step, String tool) {
    return switch (step) {
      case PLAN -> "planner";
      case ACT -> "tool:" + tool;
      case VERIFY -> "verifier";
    };
  }

  /** The dependency that an open request went to. */
  static String of(Draft draft, RequestId request) {
    return draft.phase instanceof Phase.Executing executing
            && request.index() < executing.actions().size()
        ? of(request.step(), executing.actions().get(request.index()).tool())
        : of(request.step(), "");
  }

  /**
   * A request came to its end.
   *
   * @param failure how it failed; null when it did not
   */
  static void answered(Draft draft, RequestId request, @Nullable Failure failure) {
    boolean failed = failure != null && counts(failure.kind());
    Breaker before = draft.guards.breakers().of(of(draft, request));
    change(draft, before, before.answered(failed, draft.at));
  }

  /**
   * Whether a failure says that the dependency is in trouble: it did not answer, or said so itself.
   * One that answers with a refusal, a failed tool or bad output is up.
   */
  private static boolean counts(FailureKind kind) {
    return switch (kind) {
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> true;
      case INVALID_OUTPUT,
          DENIED,
          TOOL_FAILED,
          LIMIT_EXCEEDED,
          UNKNOWN_EFFECT,
          BUDGET_TOO_SMALL,
          TERMINAL ->
          false;
    };
  }

  /** Lets a request through, or says until when it has to wait; null when it may go out. */
  static @Nullable Instant blockedUntil(Draft draft, String dependency) {
    Breaker breaker = draft.guards.breakers().of(dependency);
    if (breaker.admits(draft.at)) {
      change(draft, breaker, breaker.sent());
      return null;
    }
    Instant until =
        breaker.mode() instanceof BreakerMode.Open(Instant opens)
            ? opens
            : draft.at.plus(PROBE_WAIT);
    draft.note("the breaker of %s is %s; waiting".formatted(dependency, breaker.modeName()));
    Instant end = draft.wallClockEnd();
    return until.isBefore(end) ? until : end;
  }

  /** Keeps a plan or verify step back while its breaker is open; returns whether it did. */
  static boolean holdBack(
      Draft draft, RequestId request, List<Long> observations, int plannedActions) {
    Instant until = blockedUntil(draft, of(request.step(), ""));
    if (until == null) {
      return false;
    }
    draft.phase = new Phase.BackingOff(request, until, observations, plannedActions);
    return true;
  }

  private static void change(Draft draft, Breaker before, Breaker after) {
    if (after.equals(before)) {
      return;
    }
    draft.guards = draft.guards.with(draft.guards.breakers().with(after));
    if (!after.modeName().equals(before.modeName())) {
      draft.change(
          "breaker of %s %s -> %s%s"
              .formatted(
                  after.dependency(), before.modeName(), after.modeName(), why(before, after)));
    }
  }

  private static String why(Breaker before, Breaker after) {
    return switch (after.mode()) {
      case BreakerMode.Open(Instant until)
          when before.mode() instanceof BreakerMode.Closed closed ->
          " until %s: %d of the last %d calls failed"
              .formatted(until, closed.record(true).failed(), closed.record(true).calls());
      case BreakerMode.Open(Instant until) ->
          " until %s: a probe failed, re-opening %d of %d"
              .formatted(until, after.openings() - 1, Breaker.REOPENINGS);
      case BreakerMode.HalfOpen _ -> ": a probe goes out";
      case BreakerMode.Closed _ -> ": the probes succeeded";
    };
  }
}
