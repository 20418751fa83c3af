package io.loopline.core;

/** Rules that change the strategy after a verdict; each change is said in the transition. */
final class Adaptation {
  private Adaptation() {}

  /** More effort when the score stays, less when it keeps getting better. */
  static void afterVerdict(Draft draft, boolean improved) {
    AdaptiveTerms terms = draft.terms.guards().adaptive();
    Strategy strategy = draft.guards.strategy();
    if (improved) {
      int steady = strategy.steady() + 1;
      draft.guards = draft.guards.with(new Strategy(strategy.level(), steady, strategy.shrunk()));
      if (terms.enabled() && steady >= terms.lowerAfter() && strategy.level() > 0) {
        move(draft, strategy.level() - 1, steady + " better scores in a row");
      }
      return;
    }
    draft.guards = draft.guards.with(new Strategy(strategy.level(), 0, strategy.shrunk()));
    int unimproved = draft.guards.stuck().unimproved();
    if (unimproved > 0 && unimproved % terms.raiseAfter() == 0) {
      raise(draft, unimproved + " iterations without a better score");
    }
  }

  /** One level up; false when there is none or the goal wants none. */
  static boolean raise(Draft draft, String why) {
    AdaptiveTerms terms = draft.terms.guards().adaptive();
    int level = draft.guards.strategy().level();
    if (!terms.enabled() || level >= terms.maximumLevel()) {
      return false;
    }
    move(draft, level + 1, why);
    return true;
  }

  /** Short output once a token or cost budget is nearly used up; never back. */
  static void nearLimit(Draft draft) {
    AdaptiveTerms terms = draft.terms.guards().adaptive();
    Strategy strategy = draft.guards.strategy();
    if (!terms.enabled() || strategy.shrunk()) {
      return;
    }
    for (Dimension dimension : new Dimension[] {Dimension.TOKENS, Dimension.COST}) {
      BudgetLine line = draft.ledger.line(dimension);
      if (line.limit() > 0 && line.percentSpent() >= terms.shrinkFrom()) {
        draft.guards = draft.guards.with(new Strategy(strategy.level(), strategy.steady(), true));
        draft.change(
            "output is kept short: %d%% of the budget of %s is spent"
                .formatted(line.percentSpent(), dimension));
        return;
      }
    }
  }

  private static void move(Draft draft, int level, String why) {
    Strategy before = draft.guards.strategy();
    Strategy after = before.at(level);
    draft.guards = draft.guards.with(after);
    draft.change(
        "strategy level %d -> %d (temperature step %d, model step %d): %s"
            .formatted(before.level(), level, after.temperatureStep(), after.modelStep(), why));
  }
}
