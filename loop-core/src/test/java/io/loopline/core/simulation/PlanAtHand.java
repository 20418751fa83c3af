package io.loopline.core.simulation;

import io.loopline.core.ActionSlot;
import io.loopline.core.ActionTerms;
import io.loopline.core.CommandKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import java.util.List;

/** The plan that a decision goes on with: the adapter knows it from the goal's stores. */
final class PlanAtHand {
  private PlanAtHand() {}

  /** Its actions; none when there is no plan. */
  static List<ActionTerms> of(LoopState before, LoopEvent event) {
    if (event instanceof LoopEvent.PlanAnswered plan && !plan.actions().isEmpty()) {
      return plan.actions();
    }
    Phase phase = before instanceof LoopState.Live live ? live.phase() : null;
    if (event instanceof LoopEvent.CommandReceived command
        && command.kind() == CommandKind.EDIT
        && phase instanceof Phase.AwaitingApproval) {
      return command.content().actions();
    }
    return phase == null ? List.of() : actions(phase);
  }

  private static List<ActionTerms> actions(Phase phase) {
    return switch (phase) {
      case Phase.Executing executing ->
          executing.actions().stream().map(PlanAtHand::terms).toList();
      case Phase.AwaitingApproval waiting -> actions(waiting.plan());
      case Phase.Paused(Phase left) -> actions(left);
      case Phase.Queued _,
          Phase.Planning _,
          Phase.Verifying _,
          Phase.BackingOff _,
          Phase.Closing _ ->
          List.of();
    };
  }

  private static ActionTerms terms(ActionSlot slot) {
    return new ActionTerms(slot.tool(), slot.effect(), slot.parallel(), slot.spawn());
  }
}
