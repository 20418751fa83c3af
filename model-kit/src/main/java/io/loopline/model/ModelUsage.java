package io.loopline.model;

/**
 * What a call used, all its attempts together.
 *
 * @param inputTokens input tokens, cached ones included
 * @param outputTokens output tokens, those of reasoning included
 * @param cachedTokens input tokens served from the provider's cache
 * @param cacheWriteTokens input tokens that the provider put into its cache, at a price of their
 *     own
 * @param reasoningTokens output tokens of the model's reasoning
 * @param costMicroUsd cost by the prices of the catalogue, millionths of a US dollar, rounded up
 * @param complete whether nothing else can have been billed; false when an attempt may have been
 *     served without telling its usage
 */
public record ModelUsage(
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    long costMicroUsd,
    boolean complete) {
  /** Nothing was asked of a provider. */
  public static final ModelUsage NONE = new ModelUsage(0, 0, 0, 0, 0, true);

  /** Nothing was put into a cache. */
  public ModelUsage(
      long inputTokens,
      long outputTokens,
      long cachedTokens,
      long reasoningTokens,
      long costMicroUsd,
      boolean complete) {
    this(inputTokens, outputTokens, cachedTokens, 0, reasoningTokens, costMicroUsd, complete);
  }

  /** Both together. */
  public ModelUsage plus(ModelUsage other) {
    return new ModelUsage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedTokens + other.cachedTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        reasoningTokens + other.reasoningTokens,
        costMicroUsd + other.costMicroUsd,
        complete && other.complete);
  }
}
