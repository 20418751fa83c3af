package io.loopline.core.simulation;

import java.util.List;

/** How the workers of one loop get on; most loops get somewhere, a few go round in circles. */
public enum Temper {
  VARIED,
  /** Most of its plans start child loops. */
  FAMILY,
  SAME_RESULT,
  SAME_ERROR,
  TAKES_TURNS,
  NO_PLAN;

  private static final List<Temper> STUCK = List.of(SAME_RESULT, SAME_ERROR, TAKES_TURNS, NO_PLAN);

  /** Children have children more often. */
  static Temper of(String loopId, Chance chance) {
    int drawn = chance.below(100) + (loopId.contains(".") && chance.percent(30) ? 20 : 0);
    return drawn < 52 ? VARIED : drawn < 78 ? FAMILY : chance.one(STUCK);
  }
}
