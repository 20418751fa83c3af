package io.loopline.loopctl.loops;

import io.loopline.event.LoopTransition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows a loop while it runs. Used by one thread. */
interface Progress {
  /** The loop took a decision. */
  void decided(LoopSummary loop, LoopTransition transition, Instant now);

  /** Nothing happened for a moment. */
  void quiet(LoopSummary loop, @Nullable LoopTransition last, Instant now);

  /** Something else worth a line. */
  void remark(String line);
}
