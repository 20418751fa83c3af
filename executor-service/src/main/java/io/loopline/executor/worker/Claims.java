package io.loopline.executor.worker;

import io.loopline.event.ActionRequest;

/** Asks the controller for the one right to start a tool that must not run twice. */
@FunctionalInterface
interface Claims {
  /**
   * Waits for the controller's word, at most until the request expires. False: somebody else may
   * have started it, or the controller no longer wants it; it must not be started and not answered.
   *
   * @throws InterruptedException when the request was cancelled or the worker stops
   */
  boolean granted(ActionRequest request) throws InterruptedException;
}
