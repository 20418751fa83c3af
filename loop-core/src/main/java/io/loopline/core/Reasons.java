package io.loopline.core;

/** Words for stop reasons. */
final class Reasons {
  private Reasons() {}

  static String usedUp(Draft draft, Dimension dimension) {
    return budget(draft.ledger.line(dimension)) + " is used up; " + bestSoFar(draft);
  }

  /** A budget is not used up, but what is left is less than the next plan request needs. */
  static String notEnough(Draft draft, Dimension dimension) {
    BudgetLine line = draft.ledger.line(dimension);
    return "%s has %d left, too few for another plan request; %s"
        .formatted(budget(line), line.left(), bestSoFar(draft));
  }

  /** The actions beside each other that are due need more tool calls than are left. */
  static String tooFewCalls(Draft draft, long due) {
    BudgetLine line = draft.ledger.line(Dimension.TOOL_CALLS);
    return line.left() < 1
        ? usedUp(draft, Dimension.TOOL_CALLS)
        : "%s has %d left, too few for %d parallel actions; %s"
            .formatted(budget(line), line.left(), due, bestSoFar(draft));
  }

  private static String budget(BudgetLine line) {
    return switch (line.dimension()) {
      case ITERATIONS -> "the budget of " + line.limit() + " iterations";
      case TOOL_CALLS -> "the budget of " + line.limit() + " tool calls";
      case TOKENS -> "the budget of " + line.limit() + " tokens";
      case COST -> "the budget of " + line.limit() + " micro-USD";
      case WALL_CLOCK -> "the wall-clock budget of " + line.limit() + " ms";
      case CHILDREN -> "the budget of " + line.limit() + " child loops";
    };
  }

  static String bestSoFar(Draft draft) {
    Best best = draft.best;
    return best == null
        ? "nothing was judged"
        : "best score " + best.score() + " in iteration " + best.iteration();
  }

  static String failed(RequestId request, Failure failure) {
    return "%s attempt %d failed: %s: %s"
        .formatted(stepName(request), request.attempt(), failure.kind(), failure.message());
  }

  static String stepName(RequestId request) {
    return switch (request.step()) {
      case PLAN -> "plan";
      case ACT -> "action " + request.index();
      case VERIFY -> "verify";
    };
  }
}
