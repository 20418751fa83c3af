package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Broker;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;

/** The loops of one partition stand still, as while it moves to another instance. */
final class PartitionHeld implements Fault {
  @Override
  public String name() {
    return "partition held";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    int partition = chance.below(Broker.PARTITIONS);
    long held =
        world.atMost(
            chance.percent(70) ? chance.between(100, 20_000) : chance.between(20_000, 300_000));
    world.controller().holdPartition(partition, held);
    return "partition " + partition + " for " + held + " ms";
  }
}
