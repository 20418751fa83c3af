package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.People;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;

/** Someone asks for a loop under an id that a child has or will have. */
final class GoalUnderChildId implements Fault {
  @Override
  public String name() {
    return "goal under a child's id";
  }

  @Override
  public String strike(World world, Chance chance) {
    String childId =
        "%s.%d.%d.0"
            .formatted(world.people().anyLoop(chance), 1 + chance.below(4), chance.below(2));
    LoopEvent.GoalReceived goal = People.another(childId, chance.fork("goal"));
    world.produce(Topic.GOALS, "client", new Message.Input(childId, goal), chance);
    return childId;
  }
}
