package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** The intake dies with a transaction open. */
final class IntakeCrash implements Fault {
  @Override
  public String name() {
    return "intake crash";
  }

  @Override
  public String strike(World world, Chance chance) {
    world.intake().crash();
    return "its transaction aborts";
  }
}
