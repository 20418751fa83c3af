package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;
import java.util.List;

/** Bytes that nobody can read, on any input topic. */
final class PoisonRecord implements Fault {
  private static final List<Topic> TOPICS =
      List.of(
          Topic.GOALS,
          Topic.COMMANDS,
          Topic.INBOX,
          Topic.PLANS,
          Topic.CLAIMS,
          Topic.OBSERVATIONS,
          Topic.VERDICTS);

  @Override
  public String name() {
    return "poison record";
  }

  @Override
  public String strike(World world, Chance chance) {
    Topic topic = chance.one(TOPICS);
    String key = world.people().anyLoop(chance);
    world.produce(topic, key, new Message.Poison(), chance);
    return "on " + topic;
  }
}
