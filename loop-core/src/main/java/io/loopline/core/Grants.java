package io.loopline.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What child loops get of their parent's budgets. */
final class Grants {
  /** Dimensions that are cut from the parent's budget. */
  private static final List<Dimension> CUT =
      List.of(Dimension.TOOL_CALLS, Dimension.TOKENS, Dimension.COST, Dimension.CHILDREN);

  private Grants() {}

  static boolean isCut(Dimension dimension) {
    return CUT.contains(dimension);
  }

  /**
   * The budgets of one child: what it asks for, and where it does not say a share of what the
   * parent had left before the action, one part for each child and one for the parent.
   */
  static Allowance grant(Allowance asked, Draft draft, Ledger before, int children) {
    long left = Duration.between(draft.at, draft.wallClockEnd()).toMillis();
    return new Allowance(
        asked.iterations(),
        said(asked.toolCalls(), before, Dimension.TOOL_CALLS, children),
        said(asked.tokens(), before, Dimension.TOKENS, children),
        said(asked.costMicroUsd(), before, Dimension.COST, children),
        // the parent has to do something with the result
        asked.wallClockMs() == Allowance.UNSAID ? left * 3 / 4 : asked.wallClockMs(),
        asked.children() == Allowance.UNSAID ? 0 : asked.children());
  }

  private static long said(long asked, Ledger before, Dimension dimension, int children) {
    return asked == Allowance.UNSAID ? free(before, dimension) / (children + 1) : asked;
  }

  private static long free(Ledger ledger, Dimension dimension) {
    BudgetLine line = ledger.line(dimension);
    return Math.max(0, line.limit() - line.spent() - line.reserved());
  }

  /** Why the parent cannot give it; null when it can. */
  static @Nullable String refusal(Allowance grant, Draft draft) {
    for (Dimension dimension : CUT) {
      if (!draft.ledger.fits(dimension, grant.cut(dimension))) {
        return "it would get %d %s and %d are left"
            .formatted(grant.cut(dimension), name(dimension), free(draft.ledger, dimension));
      }
    }
    long left = Duration.between(draft.at, draft.wallClockEnd()).toMillis();
    if (grant.wallClockMs() > left) {
      return "it would get %d ms and %d are left".formatted(grant.wallClockMs(), left);
    }
    return grant.wallClockMs() < 1 || grant.toolCalls() < 1 || grant.iterations() < 1
        ? "nothing is left to give it"
        : null;
  }

  private static String name(Dimension dimension) {
    return switch (dimension) {
      case TOOL_CALLS -> "tool calls";
      case TOKENS -> "tokens";
      case COST -> "micro-USD";
      case CHILDREN -> "child loops, itself included,";
      case ITERATIONS -> "iterations";
      case WALL_CLOCK -> "ms";
    };
  }

  /** Cuts a grant off. */
  static Ledger reserve(Ledger ledger, Allowance grant) {
    Ledger after = ledger;
    for (Dimension dimension : CUT) {
      after = after.reserve(dimension, grant.cut(dimension));
    }
    return after;
  }

  /** Takes a grant back: counts what the child spent and gives back the rest. */
  static Ledger settle(Ledger ledger, Allowance grant, Allowance spent) {
    Ledger after = ledger;
    for (Dimension dimension : CUT) {
      after = after.settle(dimension, grant.cut(dimension), spent.cut(dimension));
    }
    return after;
  }
}
