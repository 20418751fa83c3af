package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;

/**
 * An answer under way.
 *
 * @param afterMs milliseconds until it is written
 * @param loopId key of the record
 * @param claimed whether a tool that must not run twice is claimed before
 */
public record Delivery(long afterMs, String loopId, LoopEvent answer, boolean claimed) {
  /** Whatever has to be claimed is claimed before. */
  public Delivery(long afterMs, String loopId, LoopEvent answer) {
    this(afterMs, loopId, answer, true);
  }

  /** To the loop that asked. */
  public static Delivery of(Job job, long afterMs, LoopEvent answer) {
    return new Delivery(afterMs, job.request().loopId(), answer);
  }

  /** Without a claim, whatever it answers. */
  public Delivery unclaimed() {
    return new Delivery(afterMs, loopId, answer, false);
  }
}
