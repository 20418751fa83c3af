package io.loopline.loopctl.bench;

import java.util.Arrays;

/**
 * Nearest-rank percentiles of durations.
 *
 * @param p50Ms median, milliseconds
 * @param p99Ms 99th percentile, milliseconds
 */
record Percentiles(double p50Ms, double p99Ms) {

  /** Of at least one duration, in nanoseconds, in any order; the array is left as it is. */
  static Percentiles ofNanos(long[] durations) {
    if (durations.length == 0) {
      throw new IllegalArgumentException("no durations");
    }
    long[] sorted = durations.clone();
    Arrays.sort(sorted);
    return new Percentiles(rank(sorted, 0.50) / 1e6, rank(sorted, 0.99) / 1e6);
  }

  private static long rank(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
