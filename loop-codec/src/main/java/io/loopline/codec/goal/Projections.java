package io.loopline.codec.goal;

import io.loopline.core.ContextTerms;
import io.loopline.event.Budgets;
import io.loopline.event.ContextPolicy;
import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.Projection;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a goal may take, from its window, budgets and prices alone. Pure.
 *
 * <p>Low: the first plan reaches the goal. Expected: half of the iterations do, the window grows by
 * {@value #GROWTH} tokens in each, and a verdict is judged once. Worst: every iteration takes every
 * attempt with a full window and the longest answer, is judged, and has its window summarized when
 * the model does that, up to the goal's own budgets. Nothing is taken to be served from a cache,
 * and all input to be put into one where that costs more.
 */
public final class Projections {
  /** Tokens that one iteration leaves in the window: a plan, its observations, a verdict. */
  static final long GROWTH = 700;

  /** A short plan with its reason. */
  private static final long SHORT_ANSWER = 300;

  /** A plan of some actions. */
  private static final long USUAL_ANSWER = 700;

  private static final long PER_TOKENS = 1_000_000;

  private Projections() {}

  /** Tokens and their cost. */
  private record Use(long tokens, long cost) {
    private static final Use NONE = new Use(0, 0);

    static Use of(@Nullable ModelPrice price, long input, long output) {
      return price == null
          ? NONE
          : new Use(
              input + output,
              Math.ceilDiv(
                  input * price.getInputPrice() + output * price.getOutputPrice(), PER_TOKENS));
    }

    Use plus(Use other) {
      return new Use(tokens + other.tokens, cost + other.cost);
    }

    Use times(long factor) {
      return new Use(tokens * factor, cost * factor);
    }

    Use within(Budgets budgets) {
      return new Use(
          Math.min(tokens, budgets.getTokens()), Math.min(cost, budgets.getCostMicroUsd()));
    }
  }

  /**
   * The projection.
   *
   * @param planner price of the model that plans, with the goal's overhead; null when none does
   * @param judge what the models that judge one verdict may use; null when none does
   * @return null when no model plans or judges
   */
  public static @Nullable Projection of(
      Goal goal, @Nullable ModelPrice planner, @Nullable ModelPrice judge) {
    if (planner == null && judge == null) {
      return null;
    }
    Budgets budgets = goal.getBudgets();
    Use low = plan(planner, 0, SHORT_ANSWER).plus(verdict(judge)).within(budgets);
    Use expected = expected(goal, planner).plus(verdict(judge)).within(budgets);
    Use worst =
        plan(planner, goal.getContext().getWindowTokens(), Long.MAX_VALUE)
            .plus(summary(goal, planner))
            .plus(verdict(judge))
            .times((long) budgets.getIterations() * goal.getRetry().getMaximumAttempts())
            .within(budgets);
    return new Projection(
        low.tokens(),
        Math.max(low.tokens(), expected.tokens()),
        Math.max(expected.tokens(), worst.tokens()),
        low.cost(),
        Math.max(low.cost(), expected.cost()),
        Math.max(expected.cost(), worst.cost()));
  }

  private static Use expected(Goal goal, @Nullable ModelPrice planner) {
    long window =
        goal.getContext().getWindowTokens() * (long) goal.getContext().getCompactAt() / 100;
    int iterations = Math.ceilDiv(goal.getBudgets().getIterations(), 2);
    Use all = Use.NONE;
    for (int i = 0; i < iterations; i++) {
      all = all.plus(plan(planner, Math.min(window, i * GROWTH), USUAL_ANSWER));
    }
    // a compaction frees half of the window
    long summaries =
        Math.ceilDiv(
            Math.max(0, (iterations - 1) * GROWTH - window),
            Math.max(GROWTH, goal.getContext().getWindowTokens() / 2));
    return all.plus(summary(goal, planner).times(summaries));
  }

  /** One summary by the model, of as much as the window holds. */
  private static Use summary(Goal goal, @Nullable ModelPrice planner) {
    ContextPolicy context = goal.getContext();
    if (planner == null || !context.getSummarize() || !context.getSummaryByModel()) {
      return Use.NONE;
    }
    return Use.of(
        planner,
        planner.getOverheadTokens() + context.getWindowTokens(),
        Math.min(
            planner.getMaxOutputTokens(), ContextTerms.outputTokens(context.getSummaryTokens())));
  }

  private static Use plan(@Nullable ModelPrice planner, long window, long answer) {
    return planner == null
        ? Use.NONE
        : Use.of(
            planner,
            planner.getOverheadTokens() + window,
            Math.min(answer, planner.getMaxOutputTokens()));
  }

  private static Use verdict(@Nullable ModelPrice judge) {
    return judge == null
        ? Use.NONE
        : Use.of(judge, judge.getOverheadTokens(), judge.getMaxOutputTokens());
  }
}
