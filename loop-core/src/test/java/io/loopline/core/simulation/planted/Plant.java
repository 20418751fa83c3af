package io.loopline.core.simulation.planted;

import io.loopline.core.LoopMachine;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Machine;
import io.loopline.core.simulation.Scenario;
import io.loopline.core.simulation.Simulation;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A bug planted on purpose, and the predicate that must catch it. */
sealed interface Plant {
  /** The bug in words. */
  String name();

  /** Simple class name of the predicate. */
  String caughtBy();

  /** One run with the bug. */
  Dump run(long seed);

  /** The machine decides wrongly; the wrapper is made anew for each run. */
  record InMachine(String name, String caughtBy, Function<Machine, Machine> bug) implements Plant {
    @Override
    public Dump run(long seed) {
      return Simulation.run(Scenario.of(seed), bug.apply(LoopMachine::step));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What was written is not what should have been. */
  record InHistory(String name, String caughtBy, UnaryOperator<Dump> bug) implements Plant {
    @Override
    public Dump run(long seed) {
      return bug.apply(Simulation.run(Scenario.of(seed)));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
