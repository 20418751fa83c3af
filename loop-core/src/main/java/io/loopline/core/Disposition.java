package io.loopline.core;

/** What became of an input. */
public enum Disposition {
  /** It moved the loop. */
  APPLIED,
  /** It had already been taken in. */
  DUPLICATE,
  /** It answers a request that was given up or belongs to the past. */
  LATE,
  /** It is not allowed; the note says why. */
  REFUSED,
  /** It asked for nothing, such as an early wake-up. */
  IGNORED
}
