package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The part of a goal that the state machine needs; the texts stay in the goals store.
 *
 * @param retry how failed steps are tried again
 * @param planTimeout deadline of a plan request
 * @param actionTimeout deadline of an action request
 * @param verifyTimeout deadline of a verify request
 * @param parallelActions actions that run at once
 * @param windowTokens estimated tokens the context window may hold
 * @param endedRetention how long an ended loop is remembered
 * @param guards when it counts as stuck and what follows
 * @param controls how people and money rule it
 */
public record GoalTerms(
    RetryPolicy retry,
    Duration planTimeout,
    Duration actionTimeout,
    Duration verifyTimeout,
    int parallelActions,
    int windowTokens,
    Duration endedRetention,
    GuardTerms guards,
    Controls controls) {

  public GoalTerms {
    requireNonNull(retry, "retry is null");
    requireNonNull(guards, "guards is null");
    requireNonNull(controls, "controls is null");
    requirePositive(planTimeout, "planTimeout");
    requirePositive(actionTimeout, "actionTimeout");
    requirePositive(verifyTimeout, "verifyTimeout");
    requirePositive(endedRetention, "endedRetention");
    if (parallelActions < 1) {
      throw new IllegalArgumentException("parallelActions is below 1: " + parallelActions);
    }
    if (windowTokens < 1) {
      throw new IllegalArgumentException("windowTokens is below 1: " + windowTokens);
    }
  }

  Duration timeout(Step step) {
    return switch (step) {
      case PLAN -> planTimeout;
      case ACT -> actionTimeout;
      case VERIFY -> verifyTimeout;
    };
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name + " is null").toMillis() < 1) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }
}
