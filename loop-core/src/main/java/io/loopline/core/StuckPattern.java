package io.loopline.core;

/** Ways of being stuck, the plainest first. */
enum StuckPattern {
  ALTERNATING(StopReason.STUCK_OSCILLATING),
  SAME_ERROR(StopReason.STUCK_REPEATING),
  SAME_OBSERVATION(StopReason.STUCK_REPEATING),
  EMPTY_PLANS(StopReason.NO_PROGRESS),
  UNIMPROVED(StopReason.NO_PROGRESS),
  UNCHANGED(StopReason.NO_PROGRESS),
  IDLE_COMPACTIONS(StopReason.NO_PROGRESS);

  private final StopReason stopReason;

  StuckPattern(StopReason stopReason) {
    this.stopReason = stopReason;
  }

  StopReason stopReason() {
    return stopReason;
  }
}
