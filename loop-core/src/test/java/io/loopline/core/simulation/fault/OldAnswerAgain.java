package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import io.loopline.core.simulation.World;
import java.util.ArrayList;
import java.util.List;

/** An answer of the past is written again, as after a reset of offsets. */
final class OldAnswerAgain implements Fault {
  @Override
  public String name() {
    return "old answer again";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    List<TopicRecord> answers = new ArrayList<>();
    for (Topic topic : List.of(Topic.PLANS, Topic.CLAIMS, Topic.OBSERVATIONS, Topic.VERDICTS)) {
      answers.addAll(world.committed(topic));
    }
    if (answers.isEmpty()) {
      return "there is none yet";
    }
    TopicRecord old = chance.one(answers);
    if (old.message() instanceof Message.Input input) {
      world.produce(old.at().topic(), input.loopId(), input, chance);
    }
    return old.at().toString();
  }
}
