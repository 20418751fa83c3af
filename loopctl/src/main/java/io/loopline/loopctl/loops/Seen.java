package io.loopline.loopctl.loops;

import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;

/** Something that happened to a loop while it was followed. */
sealed interface Seen {
  /** A decision. */
  record Decided(LoopTransition transition) implements Seen {}

  /** The end. */
  record Ended(LoopResult result) implements Seen {}

  /** A record that could not be decoded. */
  record Broken(Unreadable record) implements Seen {}
}
