package io.loopline.core;

/**
 * What one model request may use at most; it is reserved when the request goes out.
 *
 * @param inputTokens input tokens
 * @param outputTokens output tokens
 * @param cost micro-USD
 * @param window tokens of the context window that are shown; not a reservation of its own
 */
public record Caps(long inputTokens, long outputTokens, long cost, int window) {
  /** Of a request that asks no model. */
  public static final Caps NONE = new Caps(0, 0, 0, 0);

  public Caps {
    if (inputTokens < 0 || outputTokens < 0 || cost < 0 || window < 0) {
      throw new IllegalArgumentException(
          "negative caps: input %d, output %d, cost %d, window %d"
              .formatted(inputTokens, outputTokens, cost, window));
    }
  }

  /** Tokens held in the ledger. */
  public long tokens() {
    return inputTokens + outputTokens;
  }

  /** Both requests, of which this one shows the window. */
  Caps plus(Caps other) {
    return new Caps(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cost + other.cost,
        window);
  }

  boolean isNone() {
    return equals(NONE);
  }
}
