package io.loopline.core.simulation.fault;

import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.Step;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** A planner counts more tokens than the controller has estimated. */
final class FindsItTooLarge implements Behaviour {
  @Override
  public String name() {
    return "finds it too large";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    long after = chance.between(5, 200);
    return List.of(
        Delivery.of(
            job,
            after,
            job.request().step() == Step.PLAN
                ? FakeWorkers.failed(
                    job.request(),
                    new Failure(FailureKind.BUDGET_TOO_SMALL, "it needs more", null),
                    chance)
                : FakeWorkers.answer(job, chance)));
  }
}
