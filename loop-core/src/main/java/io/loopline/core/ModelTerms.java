package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * Price and size of the model that plans for a loop, taken from the catalogue when the goal was
 * accepted. Prices are micro-USD per million tokens.
 *
 * @param model its name
 * @param inputPrice price of input tokens
 * @param cachedPrice price of input tokens served from the provider's cache
 * @param outputPrice price of output tokens
 * @param contextTokens input and output tokens of one request at most
 * @param maxOutputTokens output tokens of one request at most
 * @param overheadTokens estimated input tokens of a request beside the context window: goal, tools
 *     and instructions
 */
public record ModelTerms(
    String model,
    long inputPrice,
    long cachedPrice,
    long outputPrice,
    long contextTokens,
    long maxOutputTokens,
    long overheadTokens) {
  /** Bounds within which no product of a price and a count overflows. */
  public static final long LARGEST_PRICE = 1_000_000_000L;

  public static final long LARGEST_CONTEXT = 1_000_000_000L;

  static final long PER_TOKENS = 1_000_000L;

  public ModelTerms {
    requireNonNull(model, "model is null");
    requireWithin(inputPrice, 0, LARGEST_PRICE, "inputPrice");
    requireWithin(cachedPrice, 0, LARGEST_PRICE, "cachedPrice");
    requireWithin(outputPrice, 0, LARGEST_PRICE, "outputPrice");
    requireWithin(contextTokens, 1, LARGEST_CONTEXT, "contextTokens");
    requireWithin(maxOutputTokens, 1, contextTokens, "maxOutputTokens");
    requireWithin(overheadTokens, 0, LARGEST_CONTEXT, "overheadTokens");
  }

  /** What these tokens cost at most, nothing of the input cached; micro-USD, rounded up. */
  long cost(long inputTokens, long outputTokens) {
    return Math.ceilDiv(inputTokens * inputPrice + outputTokens * outputPrice, PER_TOKENS);
  }

  /** What was used, in micro-USD, rounded up; what the provider said, when it said something. */
  long cost(Usage usage) {
    if (usage.cost() > 0) {
      return usage.cost();
    }
    long cached = Math.min(usage.cachedTokens(), usage.inputTokens());
    return Math.ceilDiv(
        (usage.inputTokens() - cached) * inputPrice
            + cached * cachedPrice
            + usage.outputTokens() * outputPrice,
        PER_TOKENS);
  }

  private static void requireWithin(long value, long from, long to, String name) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          "%s is not within %d to %d: %d".formatted(name, from, to, value));
    }
  }
}
