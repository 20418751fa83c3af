package io.loopline.core;

/**
 * What an attempt used of a model, as its worker says.
 *
 * @param inputTokens input tokens, cached ones included
 * @param outputTokens output tokens
 * @param cachedTokens input tokens served from the provider's cache
 * @param cost micro-USD; 0 when the worker knows none
 * @param complete whether nothing else can have been billed
 */
public record Usage(
    long inputTokens, long outputTokens, long cachedTokens, long cost, boolean complete) {
  /** No model was asked. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, true);

  /** No word of what was used, as when no answer came. */
  public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, false);

  /** Larger figures are no usage of one attempt. */
  public static final long LARGEST = 1_000_000_000L;

  public Usage {
    if (isOutside(inputTokens)
        || isOutside(outputTokens)
        || isOutside(cachedTokens)
        || isOutside(cost)) {
      throw new IllegalArgumentException(
          "usage is not within 0 to %d: input %d, output %d, cached %d, cost %d"
              .formatted(LARGEST, inputTokens, outputTokens, cachedTokens, cost));
    }
  }

  private static boolean isOutside(long amount) {
    return amount < 0 || amount > LARGEST;
  }

  long tokens() {
    return inputTokens + outputTokens;
  }
}
