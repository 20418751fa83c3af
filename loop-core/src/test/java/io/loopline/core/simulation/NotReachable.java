package io.loopline.core.simulation;

import io.loopline.core.StopReason;
import java.util.Map;
import java.util.Set;

/**
 * What no run can reach yet, with the reason. A name that is reached must leave this list; a name
 * that is neither reached nor here is a hole in the simulation.
 */
public final class NotReachable {
  private static final String NO_COST = "nothing is charged in micro-USD yet";

  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("stop COST_BUDGET", NO_COST),
          Map.entry("change output is kept short", "no answer says what it used of tokens yet"),
          Map.entry("stop PARENT_TERMINATED", "loops have no children yet"));

  /** Reached in some thousand runs or not: it takes a fatal answer just after a pause. */
  static final Set<String> RARE =
      Set.of(
          "edge Paused PlanAnswered -> Terminated",
          "edge Paused ActionObserved -> Terminated",
          "edge Paused VerdictGiven -> Terminated");

  private NotReachable() {}

  /** Whether some history ends with this reason. */
  public static boolean canEndWith(StopReason reason) {
    return !REASONS.containsKey("stop " + reason);
  }
}
