package io.loopline.core;

/** How often the tool of an action may run; declared in its contract. */
public enum EffectClass {
  /** Any number of times. */
  PURE,
  /** Any number of times under the same idempotency key. */
  IDEMPOTENT,
  /** At most once: claimed before it starts, and reconciled when its end is unknown. */
  ONCE
}
