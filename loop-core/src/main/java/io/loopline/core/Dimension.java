package io.loopline.core;

/** What a budget counts: tokens as a count, cost in micro-USD, wall clock in milliseconds. */
public enum Dimension {
  ITERATIONS(StopReason.MAX_ITERATIONS, 1_000),
  TOKENS(StopReason.TOKEN_BUDGET, 1_000_000_000_000L),
  COST(StopReason.COST_BUDGET, 100_000_000_000L),
  TOOL_CALLS(StopReason.TOOL_CALL_BUDGET, 100_000),
  WALL_CLOCK(StopReason.TIME_BUDGET, 30L * 24 * 60 * 60 * 1_000),
  CHILDREN(StopReason.TOOL_CALL_BUDGET, 1_000);

  private final StopReason stopReason;
  private final long largestLimit;

  Dimension(StopReason stopReason, long largestLimit) {
    this.stopReason = stopReason;
    this.largestLimit = largestLimit;
  }

  /** The reason a loop stops with when a reservation of this dimension does not fit. */
  public StopReason stopReason() {
    return stopReason;
  }

  /** The largest limit a live loop can be given; the same that a goal may ask for. */
  public long largestLimit() {
    return largestLimit;
  }
}
