package io.loopline.core;

/** How far a stuck loop has come on the ladder nudge, change of strategy, stop. */
public enum Rung {
  /** Not stuck since the last better score. */
  NONE,
  /** The planner was told. */
  NUDGED,
  /** The strategy was changed. */
  CHANGED
}
