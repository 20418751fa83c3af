package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** A forged success, at once and before any claim; then the honest answer. */
final class AnswersBeforeItClaims implements Behaviour {
  @Override
  public String name() {
    return "answers before it claims";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    return List.of(
        Delivery.of(job, 1, FakeWorkers.answer(job, chance)).unclaimed(),
        Delivery.of(job, chance.between(300, 1_500), FakeWorkers.answer(job, chance)));
  }
}
