package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;

/** The seam where bugs are planted; otherwise it is {@link io.loopline.core.LoopMachine#step}. */
@FunctionalInterface
public interface Machine {
  Transition step(LoopState state, LoopEvent event);
}
