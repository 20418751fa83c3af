package io.loopline.model;

/**
 * What a call may use at most, all its attempts together.
 *
 * @param inputTokens input tokens
 * @param outputTokens output tokens, those of the model's reasoning included
 * @param costMicroUsd millionths of a US dollar
 */
public record ModelCaps(long inputTokens, long outputTokens, long costMicroUsd) {
  public ModelCaps {
    if (inputTokens < 0 || outputTokens < 0 || costMicroUsd < 0) {
      throw new IllegalArgumentException(
          "negative caps: input %d, output %d, cost %d"
              .formatted(inputTokens, outputTokens, costMicroUsd));
    }
  }
}
