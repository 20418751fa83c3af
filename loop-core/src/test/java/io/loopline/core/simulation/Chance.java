package io.loopline.core.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded stream of chances. Forks have streams of their own, made from the seed and a label and
 * not from how much was drawn before, so that dropping one fault leaves all others as they were.
 */
public final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final SplittableRandom random;

  public Chance(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  public Chance fork(String label) {
    long mixed = seed;
    for (int i = 0; i < label.length(); i++) {
      mixed = Long.rotateLeft((mixed ^ label.charAt(i)) * GOLDEN, 29);
    }
    return new Chance(mixed);
  }

  /** From 0 to {@code bound} - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  public long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  public boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
