package io.loopline.core.simulation;

import io.loopline.core.StopReason;
import java.util.Map;
import java.util.Set;

/**
 * What no run can reach yet, with the reason. A name that is reached must leave this list; a name
 * that is neither reached nor here is a hole in the simulation.
 */
public final class NotReachable {
  private static final String NO_MODEL = "no goal of the simulation plans with a model yet";

  private static final String NO_FAMILY = "the simulation has no child loops yet";

  private static final String NO_LIMITS = "no label of the simulation is limited yet";

  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("stop COST_BUDGET", NO_MODEL),
          Map.entry("change output is kept short", NO_MODEL),
          Map.entry("stop PARENT_TERMINATED", NO_FAMILY),
          Map.entry("phase Closing", NO_FAMILY),
          Map.entry("event ChildEnded", NO_FAMILY),
          Map.entry("event ParentEnded", NO_FAMILY),
          Map.entry("effect SpawnChild", NO_FAMILY),
          Map.entry("effect EndChild", NO_FAMILY),
          Map.entry("effect ReportToParent", NO_FAMILY),
          Map.entry("effect AppendObservation", NO_FAMILY),
          Map.entry("event ActionClaimed", "the simulation's tools are all pure yet"),
          Map.entry("phase Queued", NO_LIMITS),
          Map.entry("event PermitGranted", NO_LIMITS),
          Map.entry("effect AcquirePermit", NO_LIMITS),
          Map.entry("effect ReleasePermit", NO_LIMITS),
          Map.entry("effect RequestMerge", "the simulation's plans run nothing in parallel yet"));

  /**
   * Reached in ten thousand runs or not: a fatal answer just after a pause, or an open breaker when
   * a wall clock ends that people have moved meanwhile.
   */
  static final Set<String> RARE =
      Set.of(
          "edge BackingOff TimerFired -> BackingOff",
          "edge Paused PlanAnswered -> Terminated",
          "edge Paused ActionObserved -> Terminated",
          "edge Paused VerdictGiven -> Terminated");

  private NotReachable() {}

  /** Whether some history ends with this reason. */
  public static boolean canEndWith(StopReason reason) {
    return !REASONS.containsKey("stop " + reason);
  }
}
