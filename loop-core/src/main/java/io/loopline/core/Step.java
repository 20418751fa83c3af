package io.loopline.core;

/** The three parts of an iteration, in the order in which they run. */
public enum Step {
  PLAN,
  ACT,
  VERIFY
}
