package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.People;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;

/** Another goal under an id that is taken, or soon will be. */
final class ConflictingGoal implements Fault {
  @Override
  public String name() {
    return "conflicting goal";
  }

  @Override
  public String strike(World world, Chance chance) {
    LoopEvent.GoalReceived goal = People.changed(chance.one(world.people().goals()), chance);
    world.produce(Topic.GOALS, "client", new Message.Input(goal.loopId(), goal), chance);
    return goal.loopId() + " with " + goal.goalHash();
  }
}
