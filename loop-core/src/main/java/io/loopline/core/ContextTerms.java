package io.loopline.core;

/**
 * How a loop's context window is kept within its limit.
 *
 * @param summarize whether old entries become a summary; otherwise they are dropped
 * @param compactPercent percent of the limit from which old entries leave
 * @param summaryTokens estimated tokens a summary may have
 */
public record ContextTerms(boolean summarize, int compactPercent, int summaryTokens) {
  /** What holds when a goal says nothing. */
  public static final ContextTerms DEFAULT = new ContextTerms(true, 80, 400);

  public ContextTerms {
    if (compactPercent < 1 || compactPercent > 100 || summaryTokens < 1) {
      throw new IllegalArgumentException(
          "context terms out of range: compact from %d %%, summary of %d tokens"
              .formatted(compactPercent, summaryTokens));
    }
  }
}
