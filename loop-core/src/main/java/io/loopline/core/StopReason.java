package io.loopline.core;

/** Why a loop ended; each reason has exactly one outcome. */
public enum StopReason {
  GOAL_ACHIEVED(Outcome.SUCCEEDED),
  MAX_ITERATIONS(Outcome.EXHAUSTED),
  TOKEN_BUDGET(Outcome.EXHAUSTED),
  COST_BUDGET(Outcome.EXHAUSTED),
  TOOL_CALL_BUDGET(Outcome.EXHAUSTED),
  TIME_BUDGET(Outcome.EXHAUSTED),
  STUCK_REPEATING(Outcome.STUCK),
  STUCK_OSCILLATING(Outcome.STUCK),
  NO_PROGRESS(Outcome.STUCK),
  TERMINAL_ERROR(Outcome.FAILED),
  RETRIES_EXHAUSTED(Outcome.FAILED),
  CIRCUIT_OPEN(Outcome.FAILED),
  UNSAFE(Outcome.FAILED),
  PARENT_TERMINATED(Outcome.FAILED),
  APPROVAL_EXPIRED(Outcome.FAILED),
  EFFECT_UNKNOWN(Outcome.FAILED),
  CANCELLED(Outcome.CANCELLED),
  INVALID_GOAL(Outcome.REJECTED);

  private final Outcome outcome;

  StopReason(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
