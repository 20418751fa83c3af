package io.loopline.planner.planning;

import dev.cel.common.exceptions.CelInvalidArgumentException;

/**
 * How much text and how many list elements one evaluation may still build. An expression of a few
 * words can double a text thirty times; this is what stops it. Confined to the evaluating thread.
 */
final class GrowthLimit {
  /** Characters plus list elements that one evaluation may build. */
  static final int PER_EVALUATION = 1 << 20;

  /** The limit of the evaluation that runs on this thread. */
  static final ScopedValue<GrowthLimit> CURRENT = ScopedValue.newInstance();

  private long left = PER_EVALUATION;

  /** Takes the size of a value before it is built. */
  static void charge(long size) {
    GrowthLimit limit = CURRENT.get();
    limit.left -= size;
    if (limit.left < 0) {
      throw new CelInvalidArgumentException(
          new IllegalArgumentException(
              "the expression builds more than " + PER_EVALUATION + " characters and elements"));
    }
  }
}
