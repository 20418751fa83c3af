package io.loopline.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Budgets of one loop: reserve before a request goes out, settle when its answer is in. Immutable.
 *
 * @param lines one line per {@link Dimension}, in its order
 */
public record Ledger(List<BudgetLine> lines) {
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
  private static final int[] THRESHOLDS = {50, 80, 100};

  public Ledger {
    lines = List.copyOf(lines);
    if (!inOrder(lines)) {
      throw new IllegalArgumentException("ledger needs each dimension once, in order: " + lines);
    }
  }

  /** An unspent ledger; a dimension without a limit in the map gets 0. */
  public static Ledger of(Map<Dimension, Long> limits) {
    return new Ledger(
        DIMENSIONS.stream()
            .map(each -> new BudgetLine(each, limits.getOrDefault(each, 0L), 0, 0))
            .toList());
  }

  public BudgetLine line(Dimension dimension) {
    return lines.get(DIMENSIONS.indexOf(dimension));
  }

  public boolean fits(Dimension dimension, long amount) {
    return line(dimension).fits(amount);
  }

  /** Holds an amount; a bug of the caller when it does not fit. */
  public Ledger reserve(Dimension dimension, long amount) {
    if (!fits(dimension, amount)) {
      throw new IllegalStateException(
          "bug: reserving %d does not fit %s".formatted(amount, line(dimension)));
    }
    return with(line(dimension).reserve(amount));
  }

  /** Gives back {@code held} and counts {@code used} as spent. */
  public Ledger settle(Dimension dimension, long held, long used) {
    return with(line(dimension).settle(held, used));
  }

  /** Other limits for these dimensions; a bug of the caller when one is below what is committed. */
  Ledger withLimits(Map<Dimension, Long> limits) {
    return new Ledger(
        lines.stream()
            .map(line -> line.withLimit(limits.getOrDefault(line.dimension(), line.limit())))
            .toList());
  }

  /** Sets the spent wall clock; it never goes back. */
  Ledger elapsed(long milliseconds) {
    BudgetLine clock = line(Dimension.WALL_CLOCK);
    return milliseconds <= clock.spent()
        ? this
        : with(new BudgetLine(clock.dimension(), clock.limit(), milliseconds, clock.reserved()));
  }

  /** Gives back all that is still held, as at the end of a loop. */
  Ledger releaseAll() {
    return new Ledger(lines.stream().map(each -> each.settle(each.reserved(), 0)).toList());
  }

  /** Thresholds of spent budget crossed since an earlier ledger, such as {@code TOOL_CALLS 80%}. */
  List<String> crossedSince(Ledger before) {
    List<String> crossed = new ArrayList<>();
    for (BudgetLine line : lines) {
      int was = before.line(line.dimension()).percentSpent();
      for (int threshold : THRESHOLDS) {
        if (line.limit() > 0 && was < threshold && line.percentSpent() >= threshold) {
          crossed.add(line.dimension() + " " + threshold + "%");
        }
      }
    }
    return List.copyOf(crossed);
  }

  private Ledger with(BudgetLine line) {
    BudgetLine[] changed = lines.toArray(new BudgetLine[0]);
    changed[DIMENSIONS.indexOf(line.dimension())] = line;
    return new Ledger(List.of(changed));
  }

  private static boolean inOrder(List<BudgetLine> lines) {
    if (lines.size() != DIMENSIONS.size()) {
      return false;
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).dimension() != DIMENSIONS.get(i)) {
        return false;
      }
    }
    return true;
  }
}
