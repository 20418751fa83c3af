package io.loopline.core.simulation;

import io.loopline.core.StopReason;
import java.util.Map;
import java.util.Set;

/**
 * What no run can reach yet, with the reason. A name that is reached must leave this list; a name
 * that is neither reached nor here is a hole in the simulation.
 */
public final class NotReachable {
  static final Map<String, String> REASONS = Map.of();

  /**
   * Reached in ten thousand runs or not: a fatal answer just after a pause, or an open breaker when
   * a wall clock ends that people have moved meanwhile; or a loop that ends in the moment between
   * the join of an action and the word of the children that lost it.
   */
  static final Set<String> RARE =
      Set.of(
          "edge BackingOff TimerFired -> BackingOff",
          "edge Paused PlanAnswered -> Terminated",
          "edge Paused ActionObserved -> Terminated",
          "edge Paused VerdictGiven -> Terminated",
          "edge Executing ChildEnded -> BackingOff",
          "edge AwaitingApproval ChildEnded -> AwaitingApproval",
          "edge BackingOff ChildEnded -> BackingOff",
          "edge AwaitingApproval CommandReceived -> Closing",
          "edge AwaitingApproval ParentEnded -> Closing",
          "edge AwaitingApproval TimerFired -> Closing",
          "edge BackingOff CommandReceived -> Closing",
          "edge BackingOff ParentEnded -> Closing",
          "edge BackingOff TimerFired -> Closing",
          "edge Executing ActionObserved -> Closing",
          "edge Executing ChildEnded -> Closing",
          "edge Paused ActionObserved -> Closing",
          "edge Paused ParentEnded -> Closing",
          "edge Paused PlanAnswered -> Closing",
          "edge Paused TimerFired -> Closing",
          "edge Paused VerdictGiven -> Closing",
          "edge Planning CommandReceived -> Closing",
          "edge Planning ParentEnded -> Closing",
          "edge Planning PlanAnswered -> Closing",
          "edge Planning TimerFired -> Closing",
          "edge Verifying CommandReceived -> Closing",
          "edge Verifying ParentEnded -> Closing",
          "edge Verifying TimerFired -> Closing",
          "edge Executing ParentEnded -> Closing",
          "edge Planning ChildEnded -> Planning",
          "edge Paused ParentEnded -> Terminated",
          "edge Verifying VerdictGiven -> Closing",
          "edge ParentEnded IGNORED",
          "depth 3");

  private NotReachable() {}

  /** Whether some history ends with this reason. */
  public static boolean canEndWith(StopReason reason) {
    return !REASONS.containsKey("stop " + reason);
  }
}
