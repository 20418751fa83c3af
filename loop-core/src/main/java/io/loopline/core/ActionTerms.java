package io.loopline.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One action of a plan, as far as the state machine needs it.
 *
 * @param tool tool name
 * @param effect how often its tool may run
 * @param parallel whether it may run beside its parallel neighbours
 * @param spawn child loops that it starts instead of running a tool; null when it runs one
 */
public record ActionTerms(
    String tool, EffectClass effect, boolean parallel, @Nullable Spawn spawn) {
  public ActionTerms {
    requireNonNull(tool, "tool is null");
    requireNonNull(effect, "effect is null");
  }

  /** An action that runs a tool, by itself. */
  public ActionTerms(String tool, EffectClass effect) {
    this(tool, effect, false, null);
  }
}
