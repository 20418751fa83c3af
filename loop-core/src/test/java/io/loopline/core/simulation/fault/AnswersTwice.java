package io.loopline.core.simulation.fault;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** The same answer twice, as after a restart before the offset was committed. */
final class AnswersTwice implements Behaviour {
  @Override
  public String name() {
    return "answers twice";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    LoopEvent answer = FakeWorkers.answer(job, chance);
    return List.of(
        Delivery.of(job, chance.between(5, 500), answer),
        Delivery.of(job, chance.between(5, 3_000), answer));
  }
}
