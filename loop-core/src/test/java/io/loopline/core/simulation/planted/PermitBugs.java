package io.loopline.core.simulation.planted;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.Machine;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Wrong decisions about the limits of labels. */
final class PermitBugs {
  private PermitBugs() {}

  static Stream<Plant> all() {
    return Stream.of(
        plant(
            "a loop does not wait for its permits",
            Bent.input(event ->
                event instanceof LoopEvent.GoalReceived goal
                    ? Changed.with(
                        goal,
                        "terms",
                        Changed.with(
                            goal.terms(),
                            "controls",
                            Changed.with(goal.terms().controls(), "permits", List.of())))
                    : event)),
        plant("a permit is never given back", Bent.without(Effect.ReleasePermit.class)),
        plant(
            "a permit is given back at the beginning",
            Bent.decision((_, event, right) ->
                event instanceof LoopEvent.PermitGranted granted
                        && right.effects().stream().anyMatch(Effect.RequestPlan.class::isInstance)
                    ? Bent.and(right, new Effect.ReleasePermit(granted.label()))
                    : right)));
  }

  private static Plant plant(String name, Function<Machine, Machine> bug) {
    return new Plant.InMachine(name, "X10LimitsOfLabelsHold", bug);
  }
}
