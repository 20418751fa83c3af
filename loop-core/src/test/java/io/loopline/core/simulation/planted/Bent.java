package io.loopline.core.simulation.planted;

import io.loopline.core.BudgetLine;
import io.loopline.core.Dimension;
import io.loopline.core.Effect;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Machines that are wrong in one respect. */
final class Bent {
  /** Changes a decision. */
  interface Decision {
    Transition bend(LoopState before, LoopEvent event, Transition right);
  }

  private Bent() {}

  static Function<Machine, Machine> decision(Decision bend) {
    return machine -> (state, event) -> bend.bend(state, event, machine.step(state, event));
  }

  /** Each effect becomes none, one or several. */
  static Function<Machine, Machine> effects(Function<Effect, List<Effect>> bend) {
    return decision((_, _, right) ->
        effects(
            right, right.effects().stream().flatMap(each -> bend.apply(each).stream()).toList()));
  }

  static Function<Machine, Machine> without(Class<? extends Effect> effect) {
    return effects(each -> effect.isInstance(each) ? List.of() : List.of(each));
  }

  static Function<Machine, Machine> live(UnaryOperator<LoopState.Live> bend) {
    return decision((_, _, right) -> live(right, bend));
  }

  static Transition live(Transition right, UnaryOperator<LoopState.Live> bend) {
    return right.next() instanceof LoopState.Live live
        ? Changed.with(right, "next", bend.apply(live))
        : right;
  }

  static Function<Machine, Machine> input(UnaryOperator<LoopEvent> bend) {
    return machine -> (state, event) -> machine.step(state, bend.apply(event));
  }

  static Transition effects(Transition right, List<Effect> effects) {
    return Changed.with(right, "effects", effects);
  }

  static Transition and(Transition right, Effect effect) {
    List<Effect> more = new ArrayList<>(right.effects());
    more.add(effect);
    return effects(right, more);
  }

  /** The ledger with another line. */
  static Ledger line(Ledger ledger, Dimension dimension, long spent, long reserved) {
    BudgetLine before = ledger.line(dimension);
    BudgetLine after = new BudgetLine(dimension, before.limit(), spent, reserved);
    return new Ledger(
        ledger.lines().stream().map(line -> line.dimension() == dimension ? after : line).toList());
  }
}
