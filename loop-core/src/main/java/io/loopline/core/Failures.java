package io.loopline.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows from a classified failure of a plan or verify step, or of an action's attempt. */
final class Failures {
  private Failures() {}

  /** A plan or verify attempt failed: try the same step again or stop. */
  static void ofStep(
      Draft draft, RequestId failed, Failure failure, List<Long> observations, int plannedActions) {
    draft.note(Reasons.failed(failed, failure));
    switch (failure.kind()) {
      case TERMINAL, DENIED, TOOL_FAILED, LIMIT_EXCEEDED ->
          draft.stop(StopReason.TERMINAL_ERROR, failure.message());
      case UNKNOWN_EFFECT -> draft.stop(StopReason.EFFECT_UNKNOWN, failure.message());
      case BUDGET_TOO_SMALL -> draft.stop(StopReason.TOKEN_BUDGET, failure.message());
      case INVALID_OUTPUT -> {
        if (mayRetry(draft, failed, failure)) {
          Requests.again(draft, failed.nextAttempt(), observations, plannedActions);
        }
      }
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> {
        if (mayRetry(draft, failed, failure)) {
          draft.phase =
              new Phase.BackingOff(
                  failed.nextAttempt(),
                  until(draft, failed, failure),
                  observations,
                  plannedActions);
        }
      }
    }
  }

  /**
   * The worker counted more tokens than its caps: less of the window is shown, or the loop stops.
   */
  static void ofCaps(Draft draft, RequestId failed, Failure failure, Caps caps) {
    Optional<Integer> window = Spending.smallerWindow(draft, caps);
    if (window.isEmpty() || !draft.terms.retry().allows(failure.kind(), failed.attempt())) {
      ofStep(draft, failed, failure, List.of(), 0);
      return;
    }
    draft.note(Reasons.failed(failed, failure));
    Requests.plan(draft, failed.nextAttempt(), window.get());
  }

  /** An action attempt failed in passing: back off in its slot or stop. */
  static void ofAttempt(Draft draft, Phase.Executing executing, RequestId failed, Failure failure) {
    draft.note(Reasons.failed(failed, failure));
    if (mayRetry(draft, failed, failure)) {
      draft.phase =
          executing.with(
              failed.index(),
              new ActionStatus.BackingOff(
                  failed.nextAttempt(), until(draft, failed, failure), false));
    }
  }

  /**
   * Whether another attempt is allowed; stops the loop when it is not. While the breaker of the
   * dependency is open, it and not the number of attempts decides how long to go on.
   */
  static boolean mayRetry(Draft draft, RequestId failed, Failure failure) {
    Breaker breaker = draft.guards.breakers().of(Circuits.of(draft, failed));
    if (breaker.isBroken()) {
      draft.stop(
          StopReason.CIRCUIT_OPEN,
          "the breaker of %s opened again %d times, last %s: %s; %s"
              .formatted(
                  breaker.dependency(),
                  Breaker.REOPENINGS,
                  failure.kind(),
                  failure.message(),
                  Reasons.bestSoFar(draft)));
      return false;
    }
    RetryPolicy retry = draft.terms.retry();
    boolean outage = breaker.isOpen() && !retry.nonRetryable().contains(failure.kind());
    if (outage || retry.allows(failure.kind(), failed.attempt())) {
      return true;
    }
    draft.stop(
        StopReason.RETRIES_EXHAUSTED,
        "%s failed %d times, last %s: %s; %s"
            .formatted(
                Reasons.stepName(failed),
                failed.attempt(),
                failure.kind(),
                failure.message(),
                Reasons.bestSoFar(draft)));
    return false;
  }

  /** The loop ends with its wall clock, so no wait is longer, whatever the other side asked for. */
  static Instant until(Draft draft, RequestId failed, Failure failure) {
    Instant until = draft.at.plus(Backoff.after(failed, failure, draft.terms.retry()));
    BreakerMode mode = draft.guards.breakers().of(Circuits.of(draft, failed)).mode();
    if (mode instanceof BreakerMode.Open(Instant opens) && opens.isAfter(until)) {
      until = opens;
    }
    Instant end = draft.wallClockEnd();
    return until.isBefore(end) ? until : end;
  }
}
