package io.loopline.planner.controller;

import io.loopline.core.Effect;
import io.loopline.core.Transition;
import io.loopline.event.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything encoded; writing it cannot fail for its content.
 *
 * @param state bytes of the next state; null when the loop is forgotten
 */
@SuppressWarnings("ArrayRecordComponent") // carries bytes; never compared
record Prepared(
    String loopId,
    Transition transition,
    byte @Nullable [] state,
    StoredLoopData data,
    Outputs outputs) {

  /** Why the decision sets its own input aside, if it does. */
  List<Rejection> rejections() {
    List<Rejection> rejections = new ArrayList<>();
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.SetAside aside) {
        rejections.add(new Rejection(reason(aside.reason()), aside.message(), null));
      }
    }
    return rejections;
  }

  private static DeadLetterReason reason(Effect.SetAsideReason reason) {
    return switch (reason) {
      case CONFLICTING_DUPLICATE -> DeadLetterReason.CONFLICTING_DUPLICATE;
      case UNKNOWN_LOOP -> DeadLetterReason.UNKNOWN_LOOP;
    };
  }
}
