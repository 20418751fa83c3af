package io.loopline.loopctl.loops;

import io.loopline.event.BudgetDimension;
import io.loopline.event.LedgerLine;
import java.time.Duration;
import java.util.List;

/** Draws budgets as bars: {@code #} spent, {@code +} held for requests under way. Pure. */
final class Bars {

  private static final int CELLS = 24;

  private Bars() {}

  /** One line per budget that matters: untouched token, cost and child budgets are left out. */
  static List<String> of(List<LedgerLine> ledger, Duration elapsed) {
    return ledger.stream()
        .filter(Bars::matters)
        .map(line -> line.getDimension() == BudgetDimension.WALL_CLOCK ? at(line, elapsed) : line)
        .map(Bars::bar)
        .toList();
  }

  static boolean matters(LedgerLine line) {
    return switch (line.getDimension()) {
      case ITERATIONS, TOOL_CALLS, WALL_CLOCK -> true;
      case TOKENS, COST, CHILDREN, UNRECOGNIZED -> line.getSpent() + line.getReserved() > 0;
    };
  }

  /** {@code 3 / 25} and, when something is held, {@code 3 + 1 held / 25}. */
  static String figures(LedgerLine line) {
    BudgetDimension dimension = line.getDimension();
    String held =
        line.getReserved() == 0
            ? ""
            : " + " + Words.amount(dimension, line.getReserved()) + " held";
    return Words.amount(dimension, line.getSpent())
        + held
        + " / "
        + Words.amount(dimension, line.getLimit());
  }

  private static String bar(LedgerLine line) {
    int spent = cells(line.getSpent(), line.getLimit());
    int held = Math.min(CELLS - spent, cells(line.getReserved(), line.getLimit()));
    return String.format(
        "%-11s [%s%s%s] %s",
        Words.dimension(line.getDimension()),
        "#".repeat(spent),
        "+".repeat(held),
        "-".repeat(CELLS - spent - held),
        figures(line));
  }

  /** Something spent shows as at least one cell; only a full budget fills the bar. */
  private static int cells(long part, long whole) {
    if (part <= 0) {
      return 0;
    }
    if (part >= whole) {
      return CELLS;
    }
    return Math.clamp((long) ((double) part / whole * CELLS), 1, CELLS - 1);
  }

  // The controller counts the wall clock only when it decides; between decisions it runs on.
  private static LedgerLine at(LedgerLine line, Duration elapsed) {
    return new LedgerLine(
        line.getDimension(),
        line.getLimit(),
        Math.max(line.getSpent(), elapsed.toMillis()),
        line.getReserved());
  }
}
