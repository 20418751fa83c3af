package io.loopline.codec;

import io.loopline.core.AdaptiveTerms;
import io.loopline.core.ContextTerms;
import io.loopline.core.GuardTerms;
import io.loopline.core.StuckTerms;
import io.loopline.event.AdaptivePolicy;
import io.loopline.event.ContextPolicy;
import io.loopline.event.StuckPolicy;

/** What a goal says about its guards; the stored loop keeps it in the same form. */
final class GuardTermsCodec {
  private GuardTermsCodec() {}

  static GuardTerms decode(StuckPolicy stuck, AdaptivePolicy adaptive, ContextPolicy context) {
    return new GuardTerms(
        new StuckTerms(
            stuck.getEnabled(),
            stuck.getSameObservation(),
            stuck.getSameError(),
            stuck.getAlternating(),
            stuck.getEmptyPlans(),
            stuck.getNoImprovement(),
            stuck.getUnchangedWorkspace(),
            stuck.getIdleCompactions(),
            stuck.getPollingTools()),
        new AdaptiveTerms(
            adaptive.getEnabled(),
            adaptive.getRaiseAfter(),
            adaptive.getLowerAfter(),
            adaptive.getMaximumLevel(),
            adaptive.getShrinkFrom()),
        new ContextTerms(summarizer(context), context.getCompactAt(), context.getSummaryTokens()));
  }

  private static ContextTerms.Summarizer summarizer(ContextPolicy context) {
    if (!context.getSummarize()) {
      return ContextTerms.Summarizer.NONE;
    }
    return context.getSummaryByModel()
        ? ContextTerms.Summarizer.MODEL
        : ContextTerms.Summarizer.DIGEST;
  }

  static StuckPolicy encode(StuckTerms stuck) {
    return new StuckPolicy(
        stuck.enabled(),
        stuck.sameObservation(),
        stuck.sameError(),
        stuck.alternating(),
        stuck.emptyPlans(),
        stuck.unimproved(),
        stuck.unchanged(),
        stuck.idleCompactions(),
        stuck.pollingTools());
  }

  static ContextPolicy encode(int windowTokens, ContextTerms context) {
    return new ContextPolicy(
        windowTokens,
        context.summarizer() != ContextTerms.Summarizer.NONE,
        context.compactPercent(),
        context.summaryTokens(),
        context.summarizer() == ContextTerms.Summarizer.MODEL);
  }

  static AdaptivePolicy encode(AdaptiveTerms adaptive) {
    return new AdaptivePolicy(
        adaptive.enabled(),
        adaptive.raiseAfter(),
        adaptive.lowerAfter(),
        adaptive.maximumLevel(),
        adaptive.shrinkFrom());
  }
}
