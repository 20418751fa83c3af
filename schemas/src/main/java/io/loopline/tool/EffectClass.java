package io.loopline.tool;

/** How often a tool may run for one action. */
public enum EffectClass {
  /** Any number of times: nothing outside the returned value and snapshot changes. */
  PURE,
  /** Any number of times with the same idempotency key. */
  IDEMPOTENT,
  /** At most once: it is claimed before it starts, and never repeated when its end is unknown. */
  ONCE
}
