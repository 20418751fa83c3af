package io.loopline.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One action of the plan under way.
 *
 * @param tool tool name
 * @param effect how often its tool may run
 * @param parallel whether it runs beside its parallel neighbours
 * @param spawn child loops that it starts instead of running a tool; null when it runs one
 * @param status where it stands
 */
public record ActionSlot(
    String tool, EffectClass effect, boolean parallel, @Nullable Spawn spawn, ActionStatus status) {
  public ActionSlot {
    requireNonNull(tool, "tool is null");
    requireNonNull(effect, "effect is null");
    requireNonNull(status, "status is null");
  }

  static ActionSlot of(ActionTerms planned) {
    return new ActionSlot(
        planned.tool(),
        planned.effect(),
        // children have a join of their own
        planned.parallel() && planned.spawn() == null,
        planned.spawn(),
        new ActionStatus.Pending());
  }

  ActionSlot with(ActionStatus next) {
    return new ActionSlot(tool, effect, parallel, spawn, next);
  }
}
