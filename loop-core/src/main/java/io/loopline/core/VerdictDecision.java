package io.loopline.core;

/** Judgement of an iteration. */
public enum VerdictDecision {
  ACHIEVED,
  CONTINUE,
  REGRESSED,
  FATAL
}
