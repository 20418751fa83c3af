package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** An answer around or after the deadline. */
final class AnswersTooLate implements Behaviour {
  @Override
  public String name() {
    return "answers too late";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    long slow = Math.max(0, job.expiresInMs()) + chance.between(-50, 5_000);
    return List.of(Delivery.of(job, slow, FakeWorkers.answer(job, chance)));
  }
}
