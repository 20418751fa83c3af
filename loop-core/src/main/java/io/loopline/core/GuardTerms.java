package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * What a goal says about its guards.
 *
 * @param stuck when it counts as stuck
 * @param adaptive how its strategy changes
 */
public record GuardTerms(StuckTerms stuck, AdaptiveTerms adaptive) {
  /** What holds when a goal says nothing. */
  public static final GuardTerms DEFAULT =
      new GuardTerms(StuckTerms.DEFAULT, AdaptiveTerms.DEFAULT);

  public GuardTerms {
    requireNonNull(stuck, "stuck is null");
    requireNonNull(adaptive, "adaptive is null");
  }
}
