package io.loopline.core.simulation;

import org.jspecify.annotations.Nullable;

/**
 * System properties of the simulation.
 *
 * @param seed {@code loopline.seed}: run this one alone and print its history
 * @param base {@code loopline.base}: first seed; by default another one each time
 * @param seeds {@code loopline.seeds}: how many
 */
record Settings(@Nullable Long seed, long base, int seeds) {
  private static final int SEEDS = 10_000;

  static Settings read() {
    return new Settings(
        Long.getLong("loopline.seed"),
        Long.getLong("loopline.base", System.currentTimeMillis() * 1_000),
        Integer.getInteger("loopline.seeds", SEEDS));
  }

  /** Too few runs to reach everything that can be reached. */
  boolean isShort() {
    return seeds < SEEDS;
  }
}
