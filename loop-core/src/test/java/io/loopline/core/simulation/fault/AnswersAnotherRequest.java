package io.loopline.core.simulation.fault;

import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** An answer that names a request of the future, of the past or of nobody. */
final class AnswersAnotherRequest implements Behaviour {
  @Override
  public String name() {
    return "answers another request";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    RequestId own = job.request();
    Step step = chance.one(List.of(Step.values()));
    RequestId named =
        new RequestId(
            chance.percent(20) ? "loop-b" : own.loopId(),
            Math.max(1, own.iteration() + chance.below(3) - 1),
            step,
            step == Step.ACT ? chance.below(4) : 0,
            Math.max(1, own.attempt() + chance.below(3) - 1));
    Delivery forged =
        new Delivery(chance.between(5, 500), own.loopId(), FakeWorkers.answer(named, null, chance));
    return List.of(
        forged, Delivery.of(job, chance.between(5, 2_000), FakeWorkers.answer(job, chance)));
  }
}
