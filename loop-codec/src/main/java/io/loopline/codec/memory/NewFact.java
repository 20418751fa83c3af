package io.loopline.codec.memory;

import static java.util.Objects.requireNonNull;

/**
 * A fact that a planner wants to be remembered, in a scope that its goal grants.
 *
 * @param scope word of the scope, such as {@code loop} or {@code team=search}
 * @param text the fact
 */
public record NewFact(String scope, String text) {
  public NewFact {
    requireNonNull(scope, "scope is null");
    requireNonNull(text, "text is null");
  }
}
