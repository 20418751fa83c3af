package io.loopline.core;

import io.loopline.core.ContextTerms.Summarizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Summaries that the planning model makes of old context. A full window waits for the next plan
 * request, which then has two calls: one for the summary, one for the plan, each with its own caps.
 * Whatever keeps the model from it, a rule makes the summary instead; no loop waits or ends for it.
 */
final class Summaries {
  private Summaries() {}

  /** Whether a full window waits for the planner's summary. */
  static boolean areOrdered(Draft draft) {
    return draft.terms.guards().context().summarizer() == Summarizer.MODEL
        && draft.terms.controls().model() != null;
  }

  /**
   * What the model of the next plan request is to summarize; null for nothing. When the budgets
   * hold no second call beside a plan of full size, old entries leave at once.
   *
   * @param window tokens of the window to show; fewer than the goal allows when a request was too
   *     large before, and then nothing is added to it
   */
  static Effect.@Nullable SummaryOrder order(Draft draft, int window) {
    draft.context = draft.context.ordered(0);
    ModelTerms model = draft.terms.controls().model();
    if (model == null || !areOrdered(draft)) {
      return null;
    }
    int limit = draft.terms.windowTokens();
    Optional<Compaction> due =
        Compaction.of(draft.context, limit, draft.terms.guards().context(), draft.iteration);
    if (due.isEmpty()) {
      return null;
    }
    Compaction compaction = due.get();
    Caps caps = caps(model, compaction);
    if (window < limit
        || caps.tokens() > model.contextTokens()
        || !Spending.fits(draft, CapsFit.full(model, limit).plus(caps))) {
      draft.compact(compaction, false);
      return null;
    }
    draft.context = draft.context.ordered(compaction.leaving().size());
    return new Effect.SummaryOrder(compaction.sequences(), compaction.tokens(), caps);
  }

  private static Caps caps(ModelTerms model, Compaction compaction) {
    // the goal and the rules of a summary are part of what is allowed for a plan
    long input = model.overheadTokens() + compaction.leavingTokens();
    long output = Math.min(model.maxOutputTokens(), ContextTerms.outputTokens(compaction.tokens()));
    return new Caps(input, output, model.cost(input, output), 0);
  }

  /**
   * Puts what was ordered in the place of the entries. A failed answer without a summary leaves
   * them, and its next attempt is asked again.
   */
  static void answered(Draft draft, LoopEvent.PlanAnswered answer) {
    int summary = answer.summaryTokens();
    if (draft.context.ordered() == 0) {
      if (summary > 0) {
        draft.note("the answer has a summary that was not asked for");
      }
      return;
    }
    Compaction ordered = new Compaction(draft.context.orderedEntries(), limit(draft));
    if (summary > 0 && summary <= ordered.tokens()) {
      draft.compact(ordered.withTokens(summary), true);
    } else if (answer.failure() == null) {
      draft.note("the answer has no summary of at most %d tokens".formatted(ordered.tokens()));
      draft.compact(ordered, false);
    } else {
      draft.context = draft.context.ordered(0);
    }
  }

  private static int limit(Draft draft) {
    return draft.terms.guards().context().summaryTokens(draft.terms.windowTokens());
  }
}
