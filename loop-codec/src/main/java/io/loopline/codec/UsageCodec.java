package io.loopline.codec;

import io.loopline.core.Usage;
import io.loopline.event.TokenUsage;

/** What a worker says it used of a model. */
final class UsageCodec {
  private UsageCodec() {}

  /**
   * The core's form.
   *
   * @throws UnrecognizedContent when a figure cannot be one
   */
  static Usage decode(TokenUsage usage) {
    try {
      return new Usage(
          usage.getInputTokens(),
          usage.getOutputTokens(),
          usage.getCachedInputTokens(),
          usage.getCostMicroUsd(),
          !usage.getUnreported());
    } catch (IllegalArgumentException impossible) {
      throw new UnrecognizedContent(String.valueOf(impossible.getMessage()));
    }
  }
}
