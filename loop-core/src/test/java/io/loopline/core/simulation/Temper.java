package io.loopline.core.simulation;

import java.util.List;

/** How the workers of one loop get on; most loops get somewhere, a few go round in circles. */
public enum Temper {
  VARIED,
  SAME_RESULT,
  SAME_ERROR,
  TAKES_TURNS,
  NO_PLAN;

  private static final List<Temper> STUCK = List.of(SAME_RESULT, SAME_ERROR, TAKES_TURNS, NO_PLAN);

  static Temper of(Chance chance) {
    return chance.percent(70) ? VARIED : chance.one(STUCK);
  }
}
