package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** The limiter dies with a transaction open. */
final class LimiterCrash implements Fault {
  @Override
  public String name() {
    return "limiter crash";
  }

  @Override
  public String strike(World world, Chance chance) {
    world.limiter().crash();
    return "its transaction aborts";
  }
}
