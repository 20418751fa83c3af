package io.loopline.model.provider;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer says beside its text.
 *
 * @param tokens what it used; null when it does not say
 * @param ending how the text ended
 * @param reason the provider's word or sentence for the ending
 */
record Remarks(@Nullable Tokens tokens, Ending ending, String reason) {
  Remarks {
    requireNonNull(ending, "ending is null");
    requireNonNull(reason, "reason is null");
  }

  /** How a text ended. */
  enum Ending {
    /** It is whole, as far as the provider says. */
    COMPLETE,
    /** It reached the longest output. */
    CUT_OFF,
    /** The model or a filter of the provider did not want to answer. */
    REFUSED
  }

  /**
   * Counted tokens; {@code cached} and {@code written}, what was read from the provider's cache and
   * put into it, are parts of {@code input}, {@code reasoning} of {@code output}.
   */
  record Tokens(long input, long output, long cached, long written, long reasoning) {
    /** Null when one of both counts is missing or no count. */
    static @Nullable Tokens of(
        JsonNode input, JsonNode output, JsonNode cached, JsonNode reasoning) {
      return of(input, output, cached, MissingNode.getInstance(), reasoning);
    }

    /** The same of a provider that tells what it put into its cache. */
    static @Nullable Tokens of(
        JsonNode input, JsonNode output, JsonNode cached, JsonNode written, JsonNode reasoning) {
      if (!isCount(input) || !isCount(output)) {
        return null;
      }
      long read = Math.min(count(cached), input.longValue());
      return new Tokens(
          input.longValue(),
          output.longValue(),
          read,
          Math.min(count(written), input.longValue() - read),
          Math.min(count(reasoning), output.longValue()));
    }

    static long count(JsonNode node) {
      return isCount(node) ? node.longValue() : 0;
    }

    /** More than a context holds is no count, but would overflow prices. */
    private static boolean isCount(JsonNode node) {
      return node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= 1_000_000_000L;
    }
  }
}
