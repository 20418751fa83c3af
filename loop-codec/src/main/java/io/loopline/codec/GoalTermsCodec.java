package io.loopline.codec;

import io.loopline.core.Controls;
import io.loopline.core.Dimension;
import io.loopline.core.FailureKind;
import io.loopline.core.GoalTerms;
import io.loopline.core.GuardTerms;
import io.loopline.core.RetryPolicy;
import io.loopline.event.Budgets;
import io.loopline.event.Check;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.StepTimeouts;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a goal that the state machine needs. */
public final class GoalTermsCodec {
  /** Longer than every topic that can bring a duplicate or late answer keeps its records. */
  static final Duration ENDED_RETENTION = Duration.ofDays(32);

  /** Time an answer has on top of the work's own limit. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final int WINDOW_TOKENS = 8_000;

  /** Terms of a goal that is rejected anyway. */
  static final GoalTerms OF_INVALID =
      new GoalTerms(
          new RetryPolicy(
              Duration.ofMillis(500), 2.0, Duration.ofSeconds(60), 3, java.util.List.of()),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          1,
          WINDOW_TOKENS,
          ENDED_RETENTION,
          GuardTerms.DEFAULT,
          Controls.NONE);

  private GoalTermsCodec() {}

  /** Terms of a valid goal, with what the intake looked up for it. */
  static GoalTerms terms(Goal goal, @Nullable GoalResolution resolution) {
    StepTimeouts timeouts = goal.getTimeouts();
    Long verify = timeouts.getVerifyMs();
    long checks = goal.getChecks().stream().mapToLong(Check::getTimeoutMs).sum();
    return new GoalTerms(
        retry(goal.getRetry()),
        Duration.ofMillis(timeouts.getPlanMs()),
        Duration.ofMillis(timeouts.getActionMs()).plus(MARGIN),
        verify == null ? Duration.ofMillis(checks).plus(MARGIN) : Duration.ofMillis(verify),
        goal.getBudgets().getParallelActions(),
        goal.getContext().getWindowTokens(),
        ENDED_RETENTION,
        GuardTermsCodec.decode(goal.getStuck(), goal.getAdaptive(), goal.getContext()),
        ControlsCodec.of(goal, resolution));
  }

  static Map<Dimension, Long> limits(Budgets budgets) {
    return Map.of(
        Dimension.ITERATIONS,
        (long) budgets.getIterations(),
        Dimension.TOKENS,
        budgets.getTokens(),
        Dimension.COST,
        budgets.getCostMicroUsd(),
        Dimension.TOOL_CALLS,
        (long) budgets.getToolCalls(),
        Dimension.WALL_CLOCK,
        budgets.getWallClockMs(),
        Dimension.CHILDREN,
        (long) budgets.getChildren());
  }

  static RetryPolicy retry(io.loopline.event.RetryPolicy policy) {
    return new RetryPolicy(
        Duration.ofMillis(policy.getInitialIntervalMs()),
        policy.getBackoffCoefficient(),
        Duration.ofMillis(policy.getMaximumIntervalMs()),
        policy.getMaximumAttempts(),
        policy.getNonRetryable().stream()
            .map(kind -> Symbols.translate(kind, FailureKind.class))
            .toList());
  }
}
