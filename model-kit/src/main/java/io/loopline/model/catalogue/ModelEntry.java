package io.loopline.model.catalogue;

import static java.util.Objects.requireNonNull;

/**
 * A model of the catalogue. Prices are micro-USD per million tokens; a model that runs here costs
 * 0.
 *
 * @param name how profiles call it
 * @param input price of input tokens
 * @param cachedInput price of input tokens that the provider had cached
 * @param cacheWrite price of input tokens that the provider puts into its cache; {@link #UNSAID}
 *     for what the provider of a profile usually takes
 * @param output price of output tokens
 * @param contextTokens input and output tokens of one request at most
 * @param maxOutputTokens output tokens of one request at most
 * @param tokenPercent tokens it makes at most of usual text of which OpenAI's tables make 100;
 *     {@link #UNSAID} for what the provider of a profile is known for
 */
public record ModelEntry(
    String name,
    long input,
    long cachedInput,
    long cacheWrite,
    long output,
    long contextTokens,
    long maxOutputTokens,
    int tokenPercent) {
  /** Bounds within which no product of a price and a count overflows. */
  public static final long LARGEST_PRICE = 1_000_000_000L;

  public static final long LARGEST_CONTEXT = 1_000_000_000L;

  /** A field that the catalogue leaves to the provider. */
  static final int UNSAID = -1;

  /** Prices are for so many tokens. */
  private static final long PER_TOKENS = 1_000_000L;

  public ModelEntry {
    requireNonNull(name, "name is null");
  }

  /** What these tokens cost at most, however the provider's cache is used; rounded up. */
  public long cost(long inputTokens, long outputTokens) {
    return Math.ceilDiv(inputTokens * dearestInput() + outputTokens * output, PER_TOKENS);
  }

  /**
   * What these tokens cost, in micro-USD, rounded up.
   *
   * @param cached those of the input tokens that came from the provider's cache
   * @param written those of the others that were put into it
   */
  public long cost(long inputTokens, long cached, long written, long outputTokens) {
    long read = Math.min(cached, inputTokens);
    long put = Math.min(written, inputTokens - read);
    return Math.ceilDiv(
        (inputTokens - read - put) * input
            + read * cachedInput
            + put * writePrice()
            + outputTokens * output,
        PER_TOKENS);
  }

  /** The highest price an input token can have. */
  public long dearestInput() {
    return Math.max(Math.max(input, cachedInput), writePrice());
  }

  private long writePrice() {
    return cacheWrite == UNSAID ? input : cacheWrite;
  }

  /** The most output tokens that so much money pays beside so much input; negative for none. */
  public long affordableOutput(long costMicroUsd, long inputTokens) {
    if (output == 0) {
      return cost(inputTokens, 0) <= costMicroUsd ? Long.MAX_VALUE : -1;
    }
    // a cost cap may be as large as a long; what it pays for beyond this is beyond any model
    long money = Math.min(costMicroUsd, Long.MAX_VALUE / PER_TOKENS) * PER_TOKENS;
    return Math.floorDiv(money - inputTokens * dearestInput(), output);
  }

  /** What no use of either of both exceeds, under this name. */
  ModelEntry worst(ModelEntry other) {
    return new ModelEntry(
        name,
        Math.max(input, other.input),
        Math.max(cachedInput, other.cachedInput),
        Math.max(writePrice(), other.writePrice()),
        Math.max(output, other.output),
        Math.min(contextTokens, other.contextTokens),
        Math.min(maxOutputTokens, other.maxOutputTokens),
        Math.max(tokenPercent, other.tokenPercent));
  }

  /** As a profile asks it: by the name it uses, with its longest answer, nothing left unsaid. */
  ModelEntry of(ModelProfile profile) {
    Tokenizers tokenizers = Tokenizers.of(profile);
    return new ModelEntry(
        profile.model(),
        input,
        cachedInput,
        cacheWrite == UNSAID ? profile.provider().cacheWrite(input) : cacheWrite,
        output,
        contextTokens,
        Math.min(maxOutputTokens, profile.maxOutputTokens()),
        tokenPercent == UNSAID ? tokenizers.percent() : tokenPercent);
  }
}
