package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * How a loop's context window is kept within its limit.
 *
 * @param summarizer who summarizes the entries that leave
 * @param compactPercent percent of the limit from which old entries leave
 * @param summaryTokens estimated tokens a summary may have
 */
public record ContextTerms(Summarizer summarizer, int compactPercent, int summaryTokens) {
  /** What holds when a goal says nothing. */
  public static final ContextTerms DEFAULT = new ContextTerms(Summarizer.DIGEST, 80, 400);

  /** Output tokens beside the summary: its form, and what a model thinks before it writes. */
  private static final int THOUGHT_TOKENS = 1_024;

  /** A summary in another model's tokens may have more of them than the estimate says. */
  private static final int TOKENS_PER_ESTIMATED = 2;

  /** Who makes a summary. */
  public enum Summarizer {
    /** Nobody: what leaves is dropped. */
    NONE,
    /** A rule, one line an iteration. */
    DIGEST,
    /** The model that plans, with the plan it is asked for anyway; a rule where it does not. */
    MODEL
  }

  public ContextTerms {
    requireNonNull(summarizer, "summarizer is null");
    if (compactPercent < 1 || compactPercent > 100 || summaryTokens < 1) {
      throw new IllegalArgumentException(
          "context terms out of range: compact from %d %%, summary of %d tokens"
              .formatted(compactPercent, summaryTokens));
    }
  }

  /** Estimated tokens that a summary may have in a window of this size; 0 when there is none. */
  public int summaryTokens(int windowTokens) {
    return summarizer == Summarizer.NONE ? 0 : Math.min(summaryTokens, windowTokens / 4 + 1);
  }

  /** Output tokens a model may use for a summary of so many estimated tokens. */
  public static long outputTokens(int summaryTokens) {
    return (long) summaryTokens * TOKENS_PER_ESTIMATED + THOUGHT_TOKENS;
  }
}
