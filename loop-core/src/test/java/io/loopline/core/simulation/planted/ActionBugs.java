package io.loopline.core.simulation.planted;

import io.loopline.core.ActionTerms;
import io.loopline.core.Effect;
import io.loopline.core.EffectClass;
import io.loopline.core.LoopEvent;
import io.loopline.core.WorkspaceRef;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.Machine;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Wrong decisions about actions that run once, and about those that run beside each other. */
final class ActionBugs {
  private ActionBugs() {}

  static Stream<Plant> all() {
    return Stream.of(
        plant(
            "what became of a call is guessed",
            "S08OnceToolsRunOnce",
            Bent.effects(each ->
                each instanceof Effect.RequestAction action
                    ? List.of(Changed.with(action, "reconcile", false))
                    : List.of(each))),
        plant(
            "every claim is granted",
            "S08OnceToolsRunOnce",
            Bent.effects(each ->
                each instanceof Effect.SignalWorkers signal
                        && signal.kind() == Effect.SignalKind.REFUSE
                    ? List.of(Changed.with(signal, "kind", Effect.SignalKind.GRANT))
                    : List.of(each))),
        plant(
            "a tool that must not run twice is tried again like any other",
            "S08OnceToolsRunOnce",
            planned(action ->
                action.effect() == EffectClass.ONCE
                    ? Changed.with(action, "effect", EffectClass.PURE)
                    : action)),
        plant(
            "more actions run at once than the goal allows",
            "X09GroupsShareTheirStart",
            Bent.input(event ->
                event instanceof LoopEvent.GoalReceived goal
                    ? Changed.with(goal, "terms", Changed.with(goal.terms(), "parallelActions", 9))
                    : event)),
        plant(
            "a merge forgets what one action left",
            "X09GroupsShareTheirStart",
            Bent.effects(each ->
                each instanceof Effect.RequestMerge merge
                    ? List.of(
                        Changed.with(
                            merge, "sources", merge.sources().subList(1, merge.sources().size())))
                    : List.of(each))),
        plant(
            "actions beside each other start from what the other left",
            "X09GroupsShareTheirStart",
            Bent.effects(each ->
                each instanceof Effect.RequestAction action && action.request().index() == 1
                    ? List.of(Changed.with(action, "workspace", new WorkspaceRef("of another", 1)))
                    : List.of(each))),
        plant(
            "a merge has the number of an action",
            "S04NoGapInIterationsAndAttempts",
            Bent.effects(each ->
                each instanceof Effect.RequestMerge merge
                    ? List.of(
                        Changed.with(merge, "request", Changed.with(merge.request(), "index", 0)))
                    : List.of(each))));
  }

  private static Plant plant(String name, String caughtBy, Function<Machine, Machine> bug) {
    return new Plant.InMachine(name, caughtBy, bug);
  }

  private static Function<Machine, Machine> planned(UnaryOperator<ActionTerms> bend) {
    return Bent.input(event ->
        event instanceof LoopEvent.PlanAnswered plan
            ? Changed.with(plan, "actions", plan.actions().stream().map(bend).toList())
            : event);
  }
}
