package io.loopline.planner.memory;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanRequest;
import java.util.List;

/** Says that there is no memory here. */
final class NoMemory implements PlannerMemory {
  private static final Unavailable SWITCHED_OFF =
      Unavailable.of(
          FailureKind.TERMINAL,
          "the goal has memory and this deployment has none: set loopline.memory.enabled, or remove"
              + " context.memory from the goal");

  @Override
  public Recall recall(PlanRequest request) {
    return SWITCHED_OFF;
  }

  @Override
  public Write write(PlanRequest request, List<NewFact> facts) {
    return SWITCHED_OFF;
  }
}
