package io.loopline.codec;

import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.Cause;
import java.time.Instant;

/**
 * One decision with what led to it.
 *
 * @param loopId loop
 * @param cause record or timer it answers
 * @param at instant given to the state machine
 * @param before state before
 * @param transition what was decided; its next state is not absent
 */
public record Decision(
    String loopId, Cause cause, Instant at, LoopState before, Transition transition) {

  /** Sequence of this decision in its loop. */
  public long sequence() {
    return switch (transition.next()) {
      case LoopState.Live live -> live.sequence();
      case LoopState.Terminated ended -> ended.sequence();
      case LoopState.Absent _ ->
          throw new IllegalStateException("bug: a decision without a loop has no sequence");
    };
  }

  /** Id of this decision: loop id and sequence. */
  public String id() {
    return loopId + "/" + sequence();
  }
}
