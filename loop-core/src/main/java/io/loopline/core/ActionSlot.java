package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * One action of the plan under way.
 *
 * @param tool tool name
 * @param status where it stands
 */
public record ActionSlot(String tool, ActionStatus status) {
  public ActionSlot {
    requireNonNull(tool, "tool is null");
    requireNonNull(status, "status is null");
  }

  ActionSlot with(ActionStatus next) {
    return new ActionSlot(tool, next);
  }
}
