package io.loopline.core;

/** Kinds of context window entries. */
public enum ContextKind {
  PLAN,
  OBSERVATION,
  VERDICT,
  SIGNAL,
  SUMMARY,
  REPAIR,
  /** Told by the loop itself that it does not get on. */
  NUDGE
}
