package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** A good answer within two seconds. */
final class AnswersWell implements Behaviour {
  @Override
  public String name() {
    return "answers well";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    return List.of(Delivery.of(job, chance.between(5, 1_600), FakeWorkers.answer(job, chance)));
  }
}
