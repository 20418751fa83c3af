package io.loopline.core;

/** How a loop ended. */
public enum Outcome {
  SUCCEEDED,
  EXHAUSTED,
  STUCK,
  FAILED,
  CANCELLED,
  REJECTED
}
