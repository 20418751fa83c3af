package io.loopline.core;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/** Exponential backoff with jitter derived from the request id, so that replay waits the same. */
final class Backoff {
  private static final double JITTER_STEPS = 1L << 32;

  private Backoff() {}

  /**
   * The wait after a failed attempt: "equal jitter", half of the exponential wait plus a share of
   * the other half, and never less than the other side asked for.
   */
  static Duration after(RequestId failed, Failure failure, RetryPolicy policy) {
    double exponential =
        policy.initialInterval().toMillis()
            * Math.pow(policy.backoffCoefficient(), failed.attempt() - 1);
    double capped = Math.min(exponential, (double) policy.maximumInterval().toMillis());
    Duration wait = Duration.ofMillis((long) (capped / 2 + capped / 2 * jitter(failed)));
    Duration asked = failure.retryAfter();
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }

  private static double jitter(RequestId request) {
    CRC32C crc = new CRC32C();
    crc.update(request.toString().getBytes(StandardCharsets.UTF_8));
    return crc.getValue() / JITTER_STEPS;
  }
}
