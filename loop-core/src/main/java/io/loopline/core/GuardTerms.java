package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * What a goal says about its guards.
 *
 * @param stuck when it counts as stuck
 * @param adaptive how its strategy changes
 * @param context how its context window is kept within its limit
 */
public record GuardTerms(StuckTerms stuck, AdaptiveTerms adaptive, ContextTerms context) {
  /** What holds when a goal says nothing. */
  public static final GuardTerms DEFAULT =
      new GuardTerms(StuckTerms.DEFAULT, AdaptiveTerms.DEFAULT, ContextTerms.DEFAULT);

  public GuardTerms {
    requireNonNull(stuck, "stuck is null");
    requireNonNull(adaptive, "adaptive is null");
    requireNonNull(context, "context is null");
  }
}
