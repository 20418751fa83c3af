package io.loopline.core;

/** What a budget counts: tokens as a count, cost in micro-USD, wall clock in milliseconds. */
public enum Dimension {
  ITERATIONS(StopReason.MAX_ITERATIONS),
  TOKENS(StopReason.TOKEN_BUDGET),
  COST(StopReason.COST_BUDGET),
  TOOL_CALLS(StopReason.TOOL_CALL_BUDGET),
  WALL_CLOCK(StopReason.TIME_BUDGET),
  CHILDREN(StopReason.TOOL_CALL_BUDGET);

  private final StopReason stopReason;

  Dimension(StopReason stopReason) {
    this.stopReason = stopReason;
  }

  /** The reason a loop stops with when a reservation of this dimension does not fit. */
  public StopReason stopReason() {
    return stopReason;
  }
}
