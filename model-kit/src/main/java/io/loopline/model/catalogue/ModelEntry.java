package io.loopline.model.catalogue;

import static java.util.Objects.requireNonNull;

/**
 * A model of the catalogue. Prices are micro-USD per million tokens; a model that runs here costs
 * 0.
 *
 * @param name how profiles call it
 * @param input price of input tokens
 * @param cachedInput price of input tokens that the provider had cached
 * @param output price of output tokens
 * @param contextTokens input and output tokens of one request at most
 * @param maxOutputTokens output tokens of one request at most
 */
public record ModelEntry(
    String name,
    long input,
    long cachedInput,
    long output,
    long contextTokens,
    long maxOutputTokens) {
  /** Bounds within which no product of a price and a count overflows. */
  public static final long LARGEST_PRICE = 1_000_000_000L;

  public static final long LARGEST_CONTEXT = 1_000_000_000L;

  /** Prices are for so many tokens. */
  private static final long PER_TOKENS = 1_000_000L;

  public ModelEntry {
    requireNonNull(name, "name is null");
  }

  /** What these tokens cost at most, nothing of the input cached; micro-USD, rounded up. */
  public long cost(long inputTokens, long outputTokens) {
    return cost(inputTokens, 0, outputTokens);
  }

  /** What these tokens cost; {@code cached} of the input tokens came from the provider's cache. */
  public long cost(long inputTokens, long cached, long outputTokens) {
    long cheap = Math.min(cached, inputTokens);
    return Math.ceilDiv(
        (inputTokens - cheap) * input + cheap * cachedInput + outputTokens * output, PER_TOKENS);
  }

  /** The most output tokens that so much money pays beside so much input; negative for none. */
  public long affordableOutput(long costMicroUsd, long inputTokens) {
    if (output == 0) {
      return cost(inputTokens, 0) <= costMicroUsd ? Long.MAX_VALUE : -1;
    }
    // a cost cap may be as large as a long; what it pays for beyond this is beyond any model
    long money = Math.min(costMicroUsd, Long.MAX_VALUE / PER_TOKENS) * PER_TOKENS;
    return Math.floorDiv(money - inputTokens * input, output);
  }

  /** What no use of either of both exceeds, under this name. */
  ModelEntry worst(ModelEntry other) {
    return new ModelEntry(
        name,
        Math.max(input, other.input),
        Math.max(cachedInput, other.cachedInput),
        Math.max(output, other.output),
        Math.min(contextTokens, other.contextTokens),
        Math.min(maxOutputTokens, other.maxOutputTokens));
  }

  /** The same under another name, with at most so much output. */
  ModelEntry limited(String otherName, long outputTokens) {
    return new ModelEntry(
        otherName,
        input,
        cachedInput,
        output,
        contextTokens,
        Math.min(maxOutputTokens, outputTokens));
  }
}
