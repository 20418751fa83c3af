package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** Nobody takes requests for a while. */
final class WorkersDead implements Fault {
  @Override
  public String name() {
    return "workers dead";
  }

  @Override
  public int most() {
    return 2;
  }

  @Override
  public String strike(World world, Chance chance) {
    long dead = world.atMost(chance.between(100, 200_000));
    world.workers().die(dead);
    return "for " + dead + " ms";
  }
}
