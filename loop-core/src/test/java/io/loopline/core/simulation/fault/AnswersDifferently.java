package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** Two workers took the same request and do not agree. */
final class AnswersDifferently implements Behaviour {
  @Override
  public String name() {
    return "answers differently";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    return List.of(
        Delivery.of(job, chance.between(5, 900), FakeWorkers.answer(job, chance)),
        Delivery.of(job, chance.between(5, 900), FakeWorkers.answer(job, chance)));
  }
}
