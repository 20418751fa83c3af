package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * One action of the newest plan, as stuck detection remembers it.
 *
 * @param tool tool name
 * @param arguments hash of the canonical arguments
 * @param polling whether its repetition is meant
 */
public record PlannedAction(String tool, long arguments, boolean polling) {
  public PlannedAction {
    requireNonNull(tool, "tool is null");
  }
}
