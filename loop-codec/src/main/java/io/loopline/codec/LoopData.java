package io.loopline.codec;

import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;

/** The texts of a loop that the state machine does not hold. */
public interface LoopData {
  /** The accepted goal, or the one at hand. */
  Goal goal();

  /** A context row that the state refers to; it always exists. */
  ContextEntry row(long sequence);
}
