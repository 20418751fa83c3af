package io.loopline.core.simulation.fault;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import io.loopline.core.simulation.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A claim on some action by a worker that starts nothing. */
final class StrangersClaim implements Fault {
  @Override
  public String name() {
    return "stranger's claim";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    List<RequestId> requests = new ArrayList<>();
    for (TopicRecord record : world.committed(Topic.ACTION_REQUESTS)) {
      if (record.message() instanceof Message.Request(RequestId id, Effect.RequestAction _, _)) {
        requests.add(id);
      }
    }
    RequestId request =
        requests.isEmpty() || chance.percent(20)
            ? new RequestId(
                chance.percent(30) ? "nobody" : world.people().anyLoop(chance),
                1 + chance.below(3),
                chance.percent(80) ? Step.ACT : Step.PLAN,
                chance.below(3),
                1)
            : chance.percent(60) ? requests.getLast() : chance.one(requests);
    world.produce(
        Topic.CLAIMS,
        request.loopId(),
        new Message.Input(
            request.loopId(), new LoopEvent.ActionClaimed(Instant.EPOCH, request, "a stranger")),
        chance);
    return request.toString();
  }
}
