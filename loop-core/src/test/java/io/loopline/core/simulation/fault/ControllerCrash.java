package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** The controller dies with a transaction open, or right after a commit. */
final class ControllerCrash implements Fault {
  @Override
  public String name() {
    return "controller crash";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    long down = world.atMost(chance.between(0, 20_000));
    if (chance.percent(50)) {
      world.controller().crash(down);
      return "before its commit, down for " + down + " ms";
    }
    world.controller().crashAfterCommit(down);
    return "after its commit, down for " + down + " ms";
  }
}
