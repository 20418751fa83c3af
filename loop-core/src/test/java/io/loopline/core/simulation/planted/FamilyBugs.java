package io.loopline.core.simulation.planted;

import io.loopline.core.ActionTerms;
import io.loopline.core.Child;
import io.loopline.core.CommandKind;
import io.loopline.core.Dimension;
import io.loopline.core.Disposition;
import io.loopline.core.Effect;
import io.loopline.core.Join;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.Spawn;
import io.loopline.core.Transition;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.Machine;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Wrong decisions about parents and children. */
final class FamilyBugs {
  private FamilyBugs() {}

  static Stream<Plant> all() {
    return Stream.concat(grants(), ends());
  }

  private static Stream<Plant> grants() {
    return Stream.of(
        plant(
            "a child gets more than was cut off",
            "S10GrantsAreCutFromTheParent",
            spawned(child ->
                Changed.with(child, "grant", Changed.with(child.grant(), "children", 5L)))),
        plant(
            "what a child spent is forgotten",
            "S09BudgetsHold",
            ended(child ->
                Changed.with(child, "spent", Changed.with(child.spent(), "toolCalls", 0L)))),
        plant(
            "the children of a child are forgotten",
            "S10GrantsAreCutFromTheParent",
            ended(child ->
                Changed.with(child, "spent", Changed.with(child.spent(), "children", 0L)))),
        plant(
            "a child tells its parent of a smaller use",
            "S10GrantsAreCutFromTheParent",
            Bent.effects(each ->
                each instanceof Effect.ReportToParent report
                    ? List.of(
                        Changed.with(
                            report,
                            "result",
                            Changed.with(
                                report.result(),
                                "ledger",
                                Bent.line(report.result().ledger(), Dimension.TOOL_CALLS, 0, 0))))
                    : List.of(each))),
        plant(
            "people can raise what a child was granted",
            "S10GrantsAreCutFromTheParent",
            FamilyBugs::raises),
        plant(
            "a child may have as many levels below it as its parent",
            "X07NoLoopBelowItself",
            Bent.effects(each ->
                each instanceof Effect.SpawnChild spawn
                    ? List.of(Changed.with(spawn, "levelsBelow", spawn.levelsBelow() + 1))
                    : List.of(each))),
        plant(
            "a loop is started below itself",
            "X07NoLoopBelowItself",
            planned(spawn ->
                Changed.with(
                    spawn,
                    "wishes",
                    spawn.wishes().stream()
                        .map(wish ->
                            Changed.with(wish, "objectiveHash", "not " + wish.objectiveHash()))
                        .toList()))));
  }

  private static Stream<Plant> ends() {
    return Stream.of(
        plant("a parent ends before its children", "X05ParentsEndLast", FamilyBugs::doesNotWait),
        plant(
            "children are not told that their parent ended",
            "X06ChildrenEndWithTheirParent",
            Bent.without(Effect.EndChild.class)),
        plant(
            "a child does not mind that its parent ended",
            "X06ChildrenEndWithTheirParent",
            Bent.decision((before, event, right) ->
                before instanceof LoopState.Live live && event instanceof LoopEvent.ParentEnded
                    ? noted(live, right)
                    : right)),
        plant(
            "a join is decided by the first child that ends",
            "X08JoinsHold",
            planned(spawn ->
                spawn.join() == Join.ALL || spawn.join() == Join.BEST_SCORE
                    ? new Spawn(Join.FIRST_SUCCESS, 0, spawn.wishes())
                    : spawn)),
        plant(
            "a quorum is one too small",
            "X08JoinsHold",
            planned(spawn ->
                spawn.join() == Join.QUORUM && spawn.quorum() > 1
                    ? Changed.with(spawn, "quorum", spawn.quorum() - 1)
                    : spawn)));
  }

  private static Plant plant(String name, String caughtBy, Function<Machine, Machine> bug) {
    return new Plant.InMachine(name, caughtBy, bug);
  }

  private static Function<Machine, Machine> spawned(UnaryOperator<Child> bend) {
    return Bent.effects(each ->
        each instanceof Effect.SpawnChild spawn
            ? List.of(Changed.with(spawn, "child", bend.apply(spawn.child())))
            : List.of(each));
  }

  private static Function<Machine, Machine> ended(UnaryOperator<LoopEvent.ChildEnded> bend) {
    return Bent.input(
        event -> event instanceof LoopEvent.ChildEnded child ? bend.apply(child) : event);
  }

  private static Function<Machine, Machine> planned(UnaryOperator<Spawn> bend) {
    return Bent.input(event ->
        event instanceof LoopEvent.PlanAnswered plan
            ? Changed.with(
                plan,
                "actions",
                plan.actions().stream()
                    .map(action -> action.spawn() == null ? action : bent(action, bend))
                    .toList())
            : event);
  }

  private static ActionTerms bent(ActionTerms action, UnaryOperator<Spawn> bend) {
    Spawn spawn = action.spawn();
    return spawn == null ? action : Changed.with(action, "spawn", bend.apply(spawn));
  }

  /** A machine to which a child is a loop like any other when its budgets are amended. */
  private static Machine raises(Machine machine) {
    return (state, event) ->
        state instanceof LoopState.Live live
                && event instanceof LoopEvent.CommandReceived command
                && command.kind() == CommandKind.AMEND_BUDGET
            ? Bent.live(
                machine.step(
                    Changed.with(live, "family", Changed.with(live.family(), "parent", null)),
                    event),
                next -> Changed.with(next, "family", live.family()))
            : machine.step(state, event);
  }

  /** What follows when the wait for children is over at once. */
  private static Machine doesNotWait(Machine machine) {
    return (state, event) -> {
      Transition right = machine.step(state, event);
      if (!(right.next() instanceof LoopState.Live live)
          || !(live.phase() instanceof Phase.Closing closing)
          || (state instanceof LoopState.Live before && before.phase() instanceof Phase.Closing)) {
        return right;
      }
      Transition over =
          machine.step(
              Changed.with(live, "sequence", live.sequence() - 1),
              new LoopEvent.TimerFired(
                  live.wakeAt().isAfter(closing.until()) ? live.wakeAt() : closing.until(),
                  live.wakeAt()));
      List<Effect> effects =
          Stream.concat(
                  right.effects().stream(),
                  Stream.concat(
                      Stream.of(new Effect.CancelTimer(live.wakeAt())), over.effects().stream()))
              .toList();
      return Changed.with(Bent.effects(over, effects), "disposition", right.disposition());
    };
  }

  private static Transition noted(LoopState.Live live, Transition right) {
    LoopState next = Changed.with(live, "sequence", live.sequence() + 1);
    Transition same = Changed.with(Bent.effects(right, List.of()), "next", next);
    return Changed.with(same, "disposition", Disposition.REFUSED);
  }
}
