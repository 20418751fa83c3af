package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import io.loopline.core.simulation.World;
import java.util.ArrayList;
import java.util.List;

/** A child's goal, its result, its parent's end or a permit comes again. */
final class FamilyRecordAgain implements Fault {
  @Override
  public String name() {
    return "family record again";
  }

  @Override
  public int most() {
    return 8;
  }

  @Override
  public String strike(World world, Chance chance) {
    List<TopicRecord> all = new ArrayList<>();
    for (TopicRecord record : world.committed(Topic.INBOX)) {
      if (isOfFamily(record.message())) {
        all.add(record);
      }
    }
    if (all.isEmpty()) {
      return "there is none yet";
    }
    TopicRecord old = chance.one(all);
    world.produce(Topic.INBOX, old.key(), old.message(), chance);
    return old.at().toString();
  }

  private static boolean isOfFamily(Message message) {
    return message instanceof Message.Input input
        && switch (input.event()) {
          case LoopEvent.GoalReceived goal -> goal.family().parent() != null;
          case LoopEvent.ChildEnded _, LoopEvent.ParentEnded _, LoopEvent.PermitGranted _ -> true;
          default -> false;
        };
  }
}
