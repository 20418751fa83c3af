package io.loopline.core;

import java.util.List;

/**
 * When a loop counts as stuck. Each number is of iterations (of actions for {@code alternating}); 0
 * switches its pattern off.
 *
 * @param enabled whether anything is looked for
 * @param sameObservation iterations with the same action and the same observation
 * @param sameError iterations with the same action and the same error
 * @param alternating actions in turn, A-B-A-B, from one iteration to the next
 * @param emptyPlans plans without actions in a row
 * @param unimproved iterations in a row without a better score
 * @param unchanged iterations in a row that left the workspace as it was
 * @param idleCompactions iterations that compacted the context and had no effect
 * @param pollingTools tools whose actions may be declared polling
 */
public record StuckTerms(
    boolean enabled,
    int sameObservation,
    int sameError,
    int alternating,
    int emptyPlans,
    int unimproved,
    int unchanged,
    int idleCompactions,
    List<String> pollingTools) {

  /** What holds when a goal says nothing. */
  public static final StuckTerms DEFAULT = new StuckTerms(true, 4, 3, 6, 3, 5, 5, 3, List.of());

  public StuckTerms {
    pollingTools = List.copyOf(pollingTools);
    if (Math.min(Math.min(sameObservation, sameError), Math.min(alternating, emptyPlans)) < 0
        || Math.min(Math.min(unimproved, unchanged), idleCompactions) < 0) {
      throw new IllegalArgumentException("a threshold of stuck detection is negative");
    }
  }
}
