package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people and money rule a loop.
 *
 * @param allowedTools tools a plan may use; empty for all
 * @param approval when a plan waits for a person; null for never
 */
public record Controls(List<String> allowedTools, @Nullable ApprovalTerms approval) {
  /** Nothing is asked and every tool is allowed. */
  public static final Controls NONE = new Controls(List.of(), null);

  public Controls {
    allowedTools = List.copyOf(allowedTools);
  }

  boolean allows(String tool) {
    return allowedTools.isEmpty() || allowedTools.contains(tool);
  }
}
