package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.LoopEvent;
import io.loopline.core.StopReason;
import io.loopline.core.VerdictDecision;
import io.loopline.core.WorkspaceRef;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A loop succeeds only by a passing verdict on its current iteration and artifact. */
final class S14AchievedOnlyOnPassedArtifact implements Invariant {
  @Override
  public String id() {
    return "S14";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          Set<String> current = new HashSet<>(Set.of(""));
          PlanBook plans = new PlanBook(dump, decisions);
          int iteration = 0;
          boolean passed = false;
          for (Decision decision : decisions) {
            LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
            left(event, plans.after(decision.sequence()), current);
            if (decision.phaseAfter().equals("Closing")
                && !decision.phaseBefore().equals("Closing")) {
              passed = isPassed(event, iteration, current);
            }
            if (decision.stopReason() == StopReason.GOAL_ACHIEVED) {
              findings.require(
                  decision.phaseBefore().equals("Closing")
                      ? passed
                      : isPassed(event, iteration, current),
                  "loop %s succeeded in iteration %d with workspace %s by %s",
                  loopId,
                  iteration,
                  current,
                  event);
            }
            iteration = decision.iteration();
          }
        });
  }

  /**
   * What may be current after an event. One of those that run beside each other, or one child of
   * several, may have left it or not; any other action and a merge decide.
   */
  private static void left(@Nullable LoopEvent event, List<ActionTerms> plan, Set<String> current) {
    switch (event) {
      case LoopEvent.GoalReceived goal -> {
        current.clear();
        current.add(hash(goal.workspace()));
      }
      case LoopEvent.ChildEnded ended when ended.end().workspace() != null ->
          current.add(hash(ended.end().workspace()));
      case LoopEvent.ActionObserved observed
          when observed.failure() == null && observed.workspace() != null -> {
        int index = observed.request().index();
        if (index >= plan.size() || !plan.get(index).parallel()) {
          current.clear();
        }
        current.add(hash(observed.workspace()));
      }
      case null, default -> {}
    }
  }

  private static boolean isPassed(@Nullable LoopEvent event, int iteration, Set<String> current) {
    return event instanceof LoopEvent.VerdictGiven verdict
        && verdict.decision() == VerdictDecision.ACHIEVED
        && verdict.request().iteration() == iteration
        && current.contains(hash(verdict.workspace()));
  }

  private static String hash(@Nullable WorkspaceRef workspace) {
    return workspace == null ? "" : workspace.sha256();
  }
}
