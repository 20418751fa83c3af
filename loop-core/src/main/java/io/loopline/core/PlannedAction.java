package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * One action of a plan, as far as the state machine needs it.
 *
 * @param tool tool name
 * @param effect how often its tool may run
 */
public record PlannedAction(String tool, EffectClass effect) {
  public PlannedAction {
    requireNonNull(tool, "tool is null");
    requireNonNull(effect, "effect is null");
  }
}
