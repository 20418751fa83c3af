package io.loopline.model.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How much of a profile a process uses at once.
 *
 * @param requestsPerMinute calls that may start in a minute; null for no limit
 * @param tokensPerMinute tokens, input and longest output, of the calls that may start in a minute;
 *     null for no limit
 * @param maxConcurrent calls at the same time; others wait
 */
public record ModelLimits(
    @Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute, int maxConcurrent) {
  static final int DEFAULT_CONCURRENT = 8;
}
