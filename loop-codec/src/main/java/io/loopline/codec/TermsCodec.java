package io.loopline.codec;

import io.loopline.core.GoalTerms;
import io.loopline.core.RetryPolicy;
import io.loopline.event.FailureKind;
import io.loopline.state.TermsRecord;
import java.time.Duration;

/** Goal terms within the stored loop. */
final class TermsCodec {
  private TermsCodec() {}

  static TermsRecord encode(GoalTerms terms) {
    RetryPolicy retry = terms.retry();
    return new TermsRecord(
        new io.loopline.event.RetryPolicy(
            retry.initialInterval().toMillis(),
            retry.backoffCoefficient(),
            retry.maximumInterval().toMillis(),
            retry.maximumAttempts(),
            retry.nonRetryable().stream()
                .map(kind -> Symbols.translate(kind, FailureKind.class))
                .toList()),
        terms.planTimeout().toMillis(),
        terms.actionTimeout().toMillis(),
        terms.verifyTimeout().toMillis(),
        terms.windowTokens(),
        terms.endedRetention().toMillis(),
        GuardTermsCodec.encode(terms.guards().stuck()),
        GuardTermsCodec.encode(terms.guards().adaptive()),
        GuardTermsCodec.encode(terms.windowTokens(), terms.guards().context()),
        ControlsCodec.encode(terms.controls()),
        terms.parallelActions());
  }

  static GoalTerms decode(TermsRecord stored) {
    return new GoalTerms(
        GoalTermsCodec.retry(stored.getRetry()),
        Duration.ofMillis(stored.getPlanTimeoutMs()),
        Duration.ofMillis(stored.getActionTimeoutMs()),
        Duration.ofMillis(stored.getVerifyTimeoutMs()),
        stored.getParallelActions(),
        stored.getWindowTokens(),
        Duration.ofMillis(stored.getEndedRetentionMs()),
        GuardTermsCodec.decode(stored.getStuck(), stored.getAdaptive(), stored.getContext()),
        ControlsCodec.decode(stored.getControls()));
  }
}
