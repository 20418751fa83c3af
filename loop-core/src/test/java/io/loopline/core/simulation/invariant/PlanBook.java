package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.CommandKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.List;
import java.util.TreeMap;

/** Which plan a loop followed when: the planner's, or what a person put in its place. */
final class PlanBook {
  private final TreeMap<Long, List<ActionTerms>> plans = new TreeMap<>();

  PlanBook(Dump dump, List<Decision> decisions) {
    for (Decision decision : decisions) {
      LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
      if (event instanceof LoopEvent.PlanAnswered plan && plan.failure() == null) {
        plans.put(decision.sequence(), plan.actions());
      } else if (event instanceof LoopEvent.CommandReceived command
          && command.kind() == CommandKind.EDIT) {
        plans.put(decision.sequence(), command.content().actions());
      }
    }
  }

  /** The decision that began to follow the plan in force after a decision; 0 before the first. */
  long since(long sequence) {
    Long since = plans.floorKey(sequence);
    return since == null ? 0 : since;
  }

  /** The actions of the plan after a decision; none before the first. */
  List<ActionTerms> after(long sequence) {
    var plan = plans.floorEntry(sequence);
    return plan == null ? List.of() : plan.getValue();
  }
}
