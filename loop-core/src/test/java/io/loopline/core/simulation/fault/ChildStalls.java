package io.loopline.core.simulation.fault;

import io.loopline.core.Child;
import io.loopline.core.LoopState;
import io.loopline.core.simulation.Broker;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.World;
import java.util.List;

/**
 * A child stands still, with all loops of its partition, while its parent may go on; and so do
 * those that are told to end from now on.
 */
final class ChildStalls implements Fault {
  @Override
  public String name() {
    return "child stalls";
  }

  @Override
  public int most() {
    return 10;
  }

  @Override
  public String strike(World world, Chance chance) {
    world.controller().stallToldChildren(world.healedAtMs(), chance.fork("told"));
    List<String> parents = world.controller().stores().parents();
    if (parents.isEmpty()
        || !(world.controller().stores().state(chance.one(parents))
            instanceof LoopState.Live parent)) {
      return "those that are told to end";
    }
    List<Child> running =
        parent.family().children().stream().filter(child -> child.end() == null).toList();
    String childId = chance.one(running).loopId();
    long held = world.atMost(chance.between(1_000, 60_000));
    world.controller().holdPartition(Broker.partitionOf(childId), held);
    return childId + " for " + held + " ms";
  }
}
