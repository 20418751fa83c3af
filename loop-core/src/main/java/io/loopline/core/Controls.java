package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people and money rule a loop.
 *
 * @param allowedTools tools a plan may use; empty for all
 * @param approval when a plan waits for a person; null for never
 * @param model price and size of the model that plans; null when none does
 * @param judge price of the models that judge, and what all of them may use for one verdict: input
 *     as overhead, and output; null when none does
 * @param permits labels whose number of running loops is limited, in the order in which permits are
 *     asked for
 */
public record Controls(
    List<String> allowedTools,
    @Nullable ApprovalTerms approval,
    @Nullable ModelTerms model,
    @Nullable ModelTerms judge,
    List<String> permits) {
  /** Nothing is asked and every tool is allowed. */
  public static final Controls NONE = new Controls(List.of(), null, null, null, List.of());

  public Controls {
    allowedTools = List.copyOf(allowedTools);
    permits = List.copyOf(permits);
  }

  /** Of a loop that no model judges and no label holds back. */
  public Controls(
      List<String> allowedTools, @Nullable ApprovalTerms approval, @Nullable ModelTerms model) {
    this(allowedTools, approval, model, null, List.of());
  }

  boolean allows(String tool) {
    return allowedTools.isEmpty() || allowedTools.contains(tool);
  }
}
