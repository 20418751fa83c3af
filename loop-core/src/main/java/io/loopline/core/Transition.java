package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision.
 *
 * @param next state after it; {@link LoopState.Absent} means that nothing is recorded
 * @param effects what to do, in order
 * @param disposition what became of the event
 * @param note why, in words
 * @param thresholds budget thresholds crossed
 * @param changes what the loop changed about itself: nudges and its strategy
 * @param score score of the verdict taken in; null otherwise
 */
public record Transition(
    LoopState next,
    List<Effect> effects,
    Disposition disposition,
    String note,
    List<String> thresholds,
    List<String> changes,
    @Nullable Double score) {
  public Transition {
    requireNonNull(next, "next is null");
    requireNonNull(disposition, "disposition is null");
    requireNonNull(note, "note is null");
    effects = List.copyOf(effects);
    thresholds = List.copyOf(thresholds);
    changes = List.copyOf(changes);
  }
}
