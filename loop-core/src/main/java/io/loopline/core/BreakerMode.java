package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Where a circuit breaker stands.
 *
 * <pre>
 * Closed ──too many failures──▶ Open ──wait over──▶ HalfOpen ──probes succeeded──▶ Closed
 *                                 ▲──────a probe failed──────╯
 * </pre>
 */
public sealed interface BreakerMode {
  /**
   * Requests go out.
   *
   * @param calls calls in the window, at most {@link Breaker#WINDOW}
   * @param failures which of them failed, the newest in the lowest bit
   */
  record Closed(int calls, int failures) implements BreakerMode {
    Closed record(boolean failed) {
      int window = (1 << Breaker.WINDOW) - 1;
      return new Closed(
          Math.min(calls + 1, Breaker.WINDOW), (failures << 1 | (failed ? 1 : 0)) & window);
    }

    int failed() {
      return Integer.bitCount(failures);
    }
  }

  /** No request goes out before {@code until}. */
  record Open(Instant until) implements BreakerMode {
    public Open {
      requireNonNull(until, "until is null");
    }
  }

  /**
   * A few requests go out to see whether the dependency is back.
   *
   * @param sent probes let through
   * @param succeeded probes that came back well
   */
  record HalfOpen(int sent, int succeeded) implements BreakerMode {}
}
