package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * One action of the plan under way.
 *
 * @param tool tool name
 * @param effect how often its tool may run
 * @param status where it stands
 */
public record ActionSlot(String tool, EffectClass effect, ActionStatus status) {
  public ActionSlot {
    requireNonNull(tool, "tool is null");
    requireNonNull(effect, "effect is null");
    requireNonNull(status, "status is null");
  }

  static ActionSlot of(PlannedAction planned) {
    return new ActionSlot(planned.tool(), planned.effect(), new ActionStatus.Pending());
  }

  ActionSlot with(ActionStatus next) {
    return new ActionSlot(tool, effect, next);
  }
}
