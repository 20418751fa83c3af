package io.loopline.planner.planning;

import io.loopline.event.RecalledMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a planner did beside the plan: with memory, and with context that left the window.
 *
 * @param recalled what the prompt told from memory, in its order
 * @param remembered keys of the facts that were written
 * @param searches what is to be looked up for the next prompt
 * @param summary the summary that was ordered; null when none was ordered or made
 * @param summaryProblem why an ordered summary was not made; null otherwise
 */
public record PlanNotes(
    List<RecalledMemory> recalled,
    List<String> remembered,
    List<String> searches,
    @Nullable String summary,
    @Nullable String summaryProblem) {
  /** Of a request without memory and summary. */
  public static final PlanNotes NONE = ofPrompt(List.of(), null, null);

  public PlanNotes {
    recalled = List.copyOf(recalled);
    remembered = List.copyOf(remembered);
    searches = List.copyOf(searches);
  }

  /** Of a request before its answer. */
  static PlanNotes ofPrompt(
      List<RecalledMemory> recalled, @Nullable String summary, @Nullable String summaryProblem) {
    return new PlanNotes(recalled, List.of(), List.of(), summary, summaryProblem);
  }

  PlanNotes with(List<String> remembered, List<String> searches) {
    return new PlanNotes(recalled, remembered, searches, summary, summaryProblem);
  }
}
