package io.loopline.planner.controller;

import io.loopline.event.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/**
 * Why an input is set aside.
 *
 * @param cause exception behind it; null when there is none
 */
record Rejection(DeadLetterReason reason, String message, @Nullable Throwable cause) {}
