package io.loopline.codec;

import io.loopline.core.BudgetLine;
import io.loopline.core.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the planner is told when a budget runs low. Pure. */
final class WrapUp {
  private static final int FROM_PERCENT = 80;

  private WrapUp() {}

  /** The remainders of budgets that are at least 80 % spent; null when there is none. */
  static @Nullable String words(Ledger ledger) {
    List<BudgetLine> low =
        ledger.lines().stream()
            .filter(line -> line.limit() > 0 && line.percentSpent() >= FROM_PERCENT)
            .toList();
    return low.isEmpty()
        ? null
        : "Budgets run low: "
            + low.stream().map(WrapUp::remainder).collect(Collectors.joining(", "))
            + ". Finish with what is left: no new undertakings, the surest way to pass the checks.";
  }

  private static String remainder(BudgetLine line) {
    long left = Math.max(0, line.limit() - line.spent());
    String unit =
        switch (line.dimension()) {
          case COST -> " micro-USD";
          case WALL_CLOCK -> " ms";
          case ITERATIONS, TOKENS, TOOL_CALLS, CHILDREN -> "";
        };
    return "%s %d%s of %d%s left"
        .formatted(
            line.dimension().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            left,
            unit,
            line.limit(),
            unit);
  }
}
