package io.loopline.core.simulation.invariant;

import io.loopline.core.LoopEvent;
import io.loopline.core.StopReason;
import io.loopline.core.VerdictDecision;
import io.loopline.core.WorkspaceRef;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
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
          WorkspaceRef current = null;
          int iteration = 0;
          for (Decision decision : decisions) {
            LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
            if (event instanceof LoopEvent.ActionObserved observed
                && observed.failure() == null
                && observed.workspace() != null) {
              current = observed.workspace();
            }
            if (decision.stopReason() == StopReason.GOAL_ACHIEVED) {
              findings.require(
                  isPassed(event, iteration, current),
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

  private static boolean isPassed(
      @Nullable LoopEvent event, int iteration, @Nullable WorkspaceRef current) {
    return event instanceof LoopEvent.VerdictGiven verdict
        && verdict.decision() == VerdictDecision.ACHIEVED
        && verdict.request().iteration() == iteration
        && hash(verdict.workspace()).equals(hash(current));
  }

  private static String hash(@Nullable WorkspaceRef workspace) {
    return workspace == null ? "" : workspace.sha256();
  }
}
