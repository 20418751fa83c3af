package io.loopline.planner.planning;

import io.loopline.event.PlanRequest;

/**
 * One way of making plans. Implementations are safe for concurrent use and answer every expected
 * failure as a value; an exception is a bug or a broken environment.
 */
@FunctionalInterface
public interface Planner {
  /**
   * Decides the next plan of the loop that the request belongs to.
   *
   * @throws InterruptedException when the process stops before there is one
   */
  PlanOutcome plan(PlanRequest request) throws InterruptedException;
}
