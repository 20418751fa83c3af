package io.loopline.core;

/**
 * Budgets of a child loop. {@link #UNSAID} in a wish stands for a share of what the parent has
 * left.
 *
 * @param iterations iterations; the child's own, not cut from the parent's
 * @param toolCalls tool calls
 * @param tokens tokens
 * @param costMicroUsd cost in micro-USD
 * @param wallClockMs milliseconds; they pass for parent and child alike, so they are not cut
 * @param children child loops below the child
 */
public record Allowance(
    long iterations,
    long toolCalls,
    long tokens,
    long costMicroUsd,
    long wallClockMs,
    long children) {
  /** The plan does not say. */
  public static final long UNSAID = -1;

  /** Nothing at all, as of a child that was refused. */
  static final Allowance NONE = new Allowance(0, 0, 0, 0, 0, 0);

  /** What is cut from the parent's budget of a dimension; 0 for those that are not cut. */
  long cut(Dimension dimension) {
    return switch (dimension) {
      case TOOL_CALLS -> toolCalls;
      case TOKENS -> tokens;
      case COST -> costMicroUsd;
      // the child itself is one of the parent's
      case CHILDREN -> children + 1;
      case ITERATIONS, WALL_CLOCK -> 0;
    };
  }
}
