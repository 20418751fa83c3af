package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;

/** A producer that had no acknowledgement sends its goal again. */
final class GoalAgain implements Fault {
  @Override
  public String name() {
    return "goal again";
  }

  @Override
  public String strike(World world, Chance chance) {
    LoopEvent.GoalReceived goal = chance.one(world.people().goals());
    world.produce(Topic.GOALS, "client", new Message.Input(goal.loopId(), goal), chance);
    return goal.loopId();
  }
}
