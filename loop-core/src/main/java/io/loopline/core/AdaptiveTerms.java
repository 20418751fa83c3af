package io.loopline.core;

/**
 * How a loop changes its strategy.
 *
 * @param enabled whether it does
 * @param raiseAfter iterations in a row without a better score that raise it by one level
 * @param lowerAfter better scores in a row that lower it by one level
 * @param maximumLevel highest level
 * @param shrinkFrom percent of the token or cost budget from which output is kept short
 */
public record AdaptiveTerms(
    boolean enabled, int raiseAfter, int lowerAfter, int maximumLevel, int shrinkFrom) {

  /** What holds when a goal says nothing. */
  public static final AdaptiveTerms DEFAULT = new AdaptiveTerms(true, 3, 2, 2, 80);

  public AdaptiveTerms {
    if (raiseAfter < 1 || lowerAfter < 1 || maximumLevel < 0 || shrinkFrom < 1) {
      throw new IllegalArgumentException(
          "adaptive terms out of range: raise after %d, lower after %d, level %d, shrink from %d"
              .formatted(raiseAfter, lowerAfter, maximumLevel, shrinkFrom));
    }
  }
}
