package io.loopline.loopctl.bench;

/**
 * How much is asked for at once.
 *
 * @param loops loops that run at the same time, at least 1
 * @param iterations iterations of each, 1 to 1,000
 */
record Load(int loops, int iterations) {
  /** What a goal may ask for. */
  static final int MOST_ITERATIONS = 1000;

  Load {
    if (loops < 1) {
      throw new IllegalArgumentException("loops must be at least 1: " + loops);
    }
    if (iterations < 1 || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "iterations must be 1 to %d: %d".formatted(MOST_ITERATIONS, iterations));
    }
  }

  /** All iterations of all loops. */
  long total() {
    return (long) loops * iterations;
  }
}
