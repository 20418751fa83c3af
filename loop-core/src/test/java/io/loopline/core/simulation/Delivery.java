package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;

/**
 * An answer under way.
 *
 * @param afterMs milliseconds until it is written
 * @param loopId key of the record
 */
public record Delivery(long afterMs, String loopId, LoopEvent answer) {

  /** To the loop that asked. */
  public static Delivery of(Job job, long afterMs, LoopEvent answer) {
    return new Delivery(afterMs, job.request().loopId(), answer);
  }
}
