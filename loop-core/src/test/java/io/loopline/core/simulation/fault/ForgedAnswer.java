package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.World;
import java.util.List;

/** An answer that nobody asked for, to a loop or to nobody. */
final class ForgedAnswer implements Fault {
  @Override
  public String name() {
    return "forged answer";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    String loopId = chance.percent(10) ? "nobody" : world.people().anyLoop(chance);
    Step step = chance.one(List.of(Step.values()));
    RequestId request =
        new RequestId(
            loopId,
            1 + chance.below(4),
            step,
            step == Step.ACT ? chance.below(4) : 0,
            1 + chance.below(3));
    LoopEvent answer = FakeWorkers.answer(request, null, chance);
    world.produce(FakeWorkers.topic(request), loopId, new Message.Input(loopId, answer), chance);
    return request.toString();
  }
}
