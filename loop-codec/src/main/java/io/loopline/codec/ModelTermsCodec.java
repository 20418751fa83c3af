package io.loopline.codec;

import io.loopline.core.ModelTerms;
import io.loopline.event.ModelPrice;
import org.jspecify.annotations.Nullable;

/** Price and size of a loop's model. */
final class ModelTermsCodec {
  private ModelTermsCodec() {}

  static @Nullable ModelPrice encode(@Nullable ModelTerms terms) {
    return terms == null
        ? null
        : new ModelPrice(
            terms.model(),
            terms.inputPrice(),
            terms.cachedPrice(),
            terms.outputPrice(),
            terms.contextTokens(),
            terms.maxOutputTokens(),
            terms.overheadTokens());
  }

  /**
   * The core's form.
   *
   * @throws UnrecognizedContent when a figure cannot be one
   */
  static @Nullable ModelTerms decode(@Nullable ModelPrice price) {
    if (price == null) {
      return null;
    }
    try {
      return new ModelTerms(
          price.getModel(),
          price.getInputPrice(),
          price.getCachedInputPrice(),
          price.getOutputPrice(),
          price.getContextTokens(),
          price.getMaxOutputTokens(),
          price.getOverheadTokens());
    } catch (IllegalArgumentException impossible) {
      throw new UnrecognizedContent(String.valueOf(impossible.getMessage()));
    }
  }
}
