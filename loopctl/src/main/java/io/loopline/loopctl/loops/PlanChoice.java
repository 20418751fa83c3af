package io.loopline.loopctl.loops;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which plan a person decides on: what they have seen, not what may wait when it arrives. */
final class PlanChoice {
  private PlanChoice() {}

  /** The iteration asked for, else the loop's current one; null when neither is known. */
  static @Nullable Integer of(@Nullable Integer asked, Optional<LoopSummary> loop) {
    return asked == null ? loop.map(LoopSummary::iterations).orElse(null) : asked;
  }
}
