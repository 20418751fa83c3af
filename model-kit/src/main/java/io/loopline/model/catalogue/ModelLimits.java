package io.loopline.model.catalogue;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of a profile, or of all profiles with the same limits, a process uses at once.
 *
 * @param shared name of limits that profiles share; null for a profile's own
 * @param requestsPerMinute calls that may start in a minute; null for no limit
 * @param tokensPerMinute tokens, input and longest output, of the calls that may start in a minute;
 *     null for no limit
 * @param maxConcurrent calls at the same time; others wait
 */
public record ModelLimits(
    @Nullable String shared,
    @Nullable Integer requestsPerMinute,
    @Nullable Integer tokensPerMinute,
    int maxConcurrent) {
  /** What a profile or shared limits say. */
  static final Set<String> KNOWN =
      Set.of("requests_per_minute", "tokens_per_minute", "max_concurrent");

  static final int DEFAULT_CONCURRENT = 8;

  /** Limits of their own, of one profile. */
  public ModelLimits(
      @Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute, int maxConcurrent) {
    this(null, requestsPerMinute, tokensPerMinute, maxConcurrent);
  }

  static ModelLimits read(@Nullable String shared, Fields fields) throws Malformed {
    Integer concurrent = fields.optionalNumber("max_concurrent", 1, 10_000);
    return new ModelLimits(
        shared,
        fields.optionalNumber("requests_per_minute", 1, 1_000_000),
        fields.optionalNumber("tokens_per_minute", 1, 1_000_000_000),
        concurrent == null ? DEFAULT_CONCURRENT : concurrent);
  }
}
