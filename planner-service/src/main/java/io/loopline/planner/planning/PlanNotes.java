package io.loopline.planner.planning;

import io.loopline.event.RecalledMemory;
import java.util.List;

/**
 * What a planner did with memory for one request.
 *
 * @param recalled what the prompt told, in its order
 * @param remembered keys of the facts that were written
 * @param searches what is to be looked up for the next prompt
 */
public record PlanNotes(
    List<RecalledMemory> recalled, List<String> remembered, List<String> searches) {
  /** Of a request without memory. */
  public static final PlanNotes NONE = new PlanNotes(List.of(), List.of(), List.of());

  public PlanNotes {
    recalled = List.copyOf(recalled);
    remembered = List.copyOf(remembered);
    searches = List.copyOf(searches);
  }

  /** Of a request whose answer was no plan. */
  static PlanNotes ofPrompt(List<RecalledMemory> recalled) {
    return new PlanNotes(recalled, List.of(), List.of());
  }
}
