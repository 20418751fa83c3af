package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** Timers that are due wait, as behind a busy stream thread. */
final class TimersLate implements Fault {
  @Override
  public String name() {
    return "timers late";
  }

  @Override
  public String strike(World world, Chance chance) {
    long late = world.atMost(chance.between(100, 60_000));
    world.controller().holdTimers(late);
    return "by up to " + late + " ms";
  }
}
