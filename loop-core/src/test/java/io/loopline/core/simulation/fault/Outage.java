package io.loopline.core.simulation.fault;

import io.loopline.core.Step;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;
import java.util.List;

/** What planners, executors or verifiers depend on is down for some time. */
final class Outage implements Fault {
  @Override
  public String name() {
    return "outage";
  }

  @Override
  public int most() {
    return 2;
  }

  @Override
  public String strike(World world, Chance chance) {
    Step step = chance.one(List.of(Step.values()));
    long down = world.atMost(chance.between(1_000, 900_000));
    world.workers().outage(step, down);
    return step + " for " + down + " ms";
  }
}
