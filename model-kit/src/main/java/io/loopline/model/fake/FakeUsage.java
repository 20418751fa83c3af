package io.loopline.model.fake;

/**
 * Tokens that an answer says it used.
 *
 * @param input all input tokens, cached ones included
 * @param output all output tokens, those of reasoning included
 * @param cached part of the input
 * @param reasoning part of the output
 */
public record FakeUsage(long input, long output, long cached, long reasoning) {
  public FakeUsage {
    if (cached < 0 || reasoning < 0 || input < cached || output < reasoning) {
      throw new IllegalArgumentException(
          "no usage: %d input (%d cached), %d output (%d reasoning)"
              .formatted(input, cached, output, reasoning));
    }
  }

  /** Without a cache and without reasoning. */
  public static FakeUsage of(long input, long output) {
    return new FakeUsage(input, output, 0, 0);
  }
}
