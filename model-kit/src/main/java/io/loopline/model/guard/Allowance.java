package io.loopline.model.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.loopline.model.catalogue.ModelLimits;
import java.time.Duration;

/**
 * What a profile, or all that share its limits, may use of a provider.
 *
 * @param rates how fast
 * @param places how many at the same time
 */
record Allowance(Rates rates, Bulkhead places) {
  /** The deadline of a call ends the wait for a place earlier. */
  private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

  static Allowance of(String name, ModelLimits limits) {
    return new Allowance(
        new Rates(name, limits),
        Bulkhead.of(
            name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(limits.maxConcurrent())
                .maxWaitDuration(LONGEST_QUEUE)
                .build()));
  }
}
