package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** The controller's clock steps forward or back. */
final class ClockJump implements Fault {
  @Override
  public String name() {
    return "clock jump";
  }

  @Override
  public String strike(World world, Chance chance) {
    long ahead = chance.between(-400_000, 400_000);
    world.controller().setClockAhead(ahead);
    return ahead + " ms ahead of true time";
  }
}
