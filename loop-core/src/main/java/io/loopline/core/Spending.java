package io.loopline.core;

import java.util.List;
import java.util.Optional;

/**
 * Tokens and money of model requests: what a request may use is reserved before it goes out; its
 * answer commits what was used and gives back the rest.
 */
final class Spending {
  /** The smallest share of the window limit that a plan is asked with, as a divisor. */
  private static final int LEAST_WINDOW_SHARE = 8;

  private Spending() {}

  /**
   * Reserves the caps of a plan request that shows at most so many tokens of the window; without a
   * model there is nothing to reserve. Empty when the loop had to stop.
   */
  static Optional<Caps> reserve(Draft draft, int window) {
    ModelTerms model = draft.terms.controls().model();
    if (model == null) {
      return Optional.of(Caps.NONE);
    }
    int least = leastWindow(draft);
    CapsFit.Fit fit = CapsFit.of(model, draft.ledger).fit(Math.max(window, least), least);
    return switch (fit) {
      case CapsFit.Fits(Caps caps) -> {
        hold(draft, caps);
        noteShrinking(draft, model, caps);
        yield Optional.of(caps);
      }
      case CapsFit.UsedUp(Dimension dimension) -> {
        draft.stop(dimension.stopReason(), Reasons.notEnough(draft, dimension));
        yield Optional.empty();
      }
      case CapsFit.TooLarge(long needed) -> {
        draft.stop(
            StopReason.TERMINAL_ERROR,
            "the goal needs at least %d tokens in one request, the model %s takes %d"
                .formatted(needed, model.model(), model.contextTokens()));
        yield Optional.empty();
      }
    };
  }

  /**
   * Reserves what the models that judge a verdict may use; without any there is nothing to reserve.
   * Empty when the loop had to stop.
   */
  static Optional<Caps> reserveJudge(Draft draft) {
    ModelTerms judge = draft.terms.controls().judge();
    if (judge == null) {
      return Optional.of(Caps.NONE);
    }
    Caps caps = CapsFit.full(judge, 0);
    for (Dimension dimension : List.of(Dimension.TOKENS, Dimension.COST)) {
      if (!draft.ledger.fits(
          dimension, dimension == Dimension.COST ? caps.cost() : caps.tokens())) {
        draft.stop(dimension.stopReason(), Reasons.notEnough(draft, dimension));
        return Optional.empty();
      }
    }
    hold(draft, caps);
    return Optional.of(caps);
  }

  /** Reserves caps that fit, beside those that are held already. */
  static void hold(Draft draft, Caps caps) {
    draft.ledger =
        draft.ledger.reserve(Dimension.TOKENS, caps.tokens()).reserve(Dimension.COST, caps.cost());
    draft.open = draft.open.isNone() ? caps : draft.open.plus(caps);
  }

  static boolean fits(Draft draft, Caps caps) {
    return draft.ledger.fits(Dimension.TOKENS, caps.tokens())
        && draft.ledger.fits(Dimension.COST, caps.cost());
  }

  /** The window of another try after the worker found the request too large; empty for none. */
  static Optional<Integer> smallerWindow(Draft draft, Caps before) {
    int half = before.window() / 2;
    return before.isNone() || half < leastWindow(draft) ? Optional.empty() : Optional.of(half);
  }

  /** Counts what an attempt used; what it does not say counts as all that was reserved. */
  static void settle(Draft draft, Usage usage) {
    Caps caps = draft.open;
    draft.open = Caps.NONE;
    Controls controls = draft.terms.controls();
    ModelTerms judge = draft.phase instanceof Phase.Verifying ? controls.judge() : null;
    ModelTerms model = judge == null ? controls.model() : judge;
    long cost = model == null ? usage.cost() : model.cost(usage);
    long tokens = usage.tokens();
    draft.ledger =
        draft
            .ledger
            .settle(
                Dimension.TOKENS,
                caps.tokens(),
                usage.complete() ? tokens : Math.max(tokens, caps.tokens()))
            .settle(
                Dimension.COST, caps.cost(), usage.complete() ? cost : Math.max(cost, caps.cost()));
  }

  /** What the loop has spent, holds, and would hold for one more plan. */
  static long costOfGoingOn(Draft draft) {
    ModelTerms model = draft.terms.controls().model();
    BudgetLine cost = draft.ledger.line(Dimension.COST);
    long next = model == null ? 0 : CapsFit.full(model, draft.terms.windowTokens()).cost();
    return cost.spent() + cost.reserved() + next;
  }

  /** Pinned entries are always shown. */
  private static int leastWindow(Draft draft) {
    long pinned =
        draft.context.entries().stream()
            .filter(ContextWindow.Entry::pinned)
            .mapToLong(ContextWindow.Entry::tokens)
            .sum();
    int limit = draft.terms.windowTokens();
    return (int) Math.min(limit, Math.max(pinned, Math.max(1, limit / LEAST_WINDOW_SHARE)));
  }

  private static void noteShrinking(Draft draft, ModelTerms model, Caps caps) {
    if (caps.window() < draft.terms.windowTokens()
        || caps.outputTokens() < model.maxOutputTokens()) {
      draft.note(
          "the plan request is held to %d output tokens and %d tokens of context"
              .formatted(caps.outputTokens(), caps.window()));
    }
  }
}
