package io.loopline.model.fake;

/**
 * Tokens that an answer says it used.
 *
 * @param input all input tokens, cached ones included
 * @param output all output tokens, those of reasoning included
 * @param cached part of the input that was read from the cache
 * @param cacheWrite part of the input that was put into the cache; Gemini does not tell it, and
 *     Ollama tells nothing of a cache
 * @param reasoning part of the output
 */
public record FakeUsage(long input, long output, long cached, long cacheWrite, long reasoning) {
  public FakeUsage {
    if (cached < 0
        || cacheWrite < 0
        || reasoning < 0
        || input < cached + cacheWrite
        || output < reasoning) {
      throw new IllegalArgumentException(
          "no usage: %d input (%d cached, %d put into the cache), %d output (%d reasoning)"
              .formatted(input, cached, cacheWrite, output, reasoning));
    }
  }

  /** Nothing is put into the cache. */
  public FakeUsage(long input, long output, long cached, long reasoning) {
    this(input, output, cached, 0, reasoning);
  }

  /** Without a cache and without reasoning. */
  public static FakeUsage of(long input, long output) {
    return new FakeUsage(input, output, 0, 0);
  }
}
