package io.loopline.core.simulation;

import org.jspecify.annotations.Nullable;

/**
 * System properties of the simulation.
 *
 * @param seed {@code loopline.seed}: run this one alone and print its history
 * @param base {@code loopline.base}: first seed, or {@code new} for another one each time; the
 *     default is fixed, so that a build says the same of the same code
 * @param seeds {@code loopline.seeds}: how many
 */
record Settings(@Nullable Long seed, long base, int seeds) {
  private static final int SEEDS = 10_000;
  private static final String FIXED = "1795650488978000";

  static Settings read() {
    return new Settings(
        Long.getLong("loopline.seed"),
        base(System.getProperty("loopline.base", FIXED)),
        Integer.getInteger("loopline.seeds", SEEDS));
  }

  private static long base(String said) {
    return said.equals("new") ? System.currentTimeMillis() * 1_000 : Long.parseLong(said);
  }

  /** Too few runs to reach everything that can be reached. */
  boolean isShort() {
    return seeds < SEEDS;
  }
}
