package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * One budget of a loop.
 *
 * @param dimension what it counts
 * @param limit limit, at least 0
 * @param spent committed use, never goes down
 * @param reserved held for requests under way
 */
public record BudgetLine(Dimension dimension, long limit, long spent, long reserved) {
  public BudgetLine {
    requireNonNull(dimension, "dimension is null");
    if (limit < 0 || spent < 0 || reserved < 0) {
      throw new IllegalArgumentException(
          "negative budget line %s: limit %d, spent %d, reserved %d"
              .formatted(dimension, limit, spent, reserved));
    }
  }

  /** What can still be held; negative after an overshoot. */
  public long left() {
    return limit - spent - reserved;
  }

  /** Whether {@code amount} more can be held without passing the limit. */
  boolean fits(long amount) {
    return amount <= left();
  }

  BudgetLine reserve(long amount) {
    return new BudgetLine(dimension, limit, spent, reserved + amount);
  }

  BudgetLine settle(long held, long used) {
    return new BudgetLine(dimension, limit, spent + used, reserved - held);
  }

  BudgetLine withLimit(long other) {
    if (other != limit && other < spent + reserved) {
      throw new IllegalStateException("bug: %s cannot be limited to %d".formatted(this, other));
    }
    return new BudgetLine(dimension, other, spent, reserved);
  }

  /** Spent share of the limit in whole percent, rounded down; 100 for a used-up or zero limit. */
  public int percentSpent() {
    return spent >= limit ? 100 : (int) (100.0 * spent / limit);
  }
}
