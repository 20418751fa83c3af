package io.loopline.planner.controller;

import io.loopline.event.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/**
 * Why an input is set aside.
 *
 * @param cause exception behind it; null when there is none
 */
record Rejection(DeadLetterReason reason, String message, @Nullable Throwable cause) {

  /** An input that our own code fails on; setting it aside keeps the others going. */
  static Rejection ofBug(RuntimeException bug) {
    return new Rejection(
        DeadLetterReason.PROCESSING_FAILED, "processing failed; this is a bug: " + bug, bug);
  }
}
