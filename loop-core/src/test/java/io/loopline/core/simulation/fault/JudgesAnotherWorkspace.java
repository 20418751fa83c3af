package io.loopline.core.simulation.fault;

import io.loopline.core.Effect;
import io.loopline.core.VerdictDecision;
import io.loopline.core.WorkspaceRef;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** A verdict of success on bytes that are not the current ones, then perhaps the right one. */
final class JudgesAnotherWorkspace implements Behaviour {
  @Override
  public String name() {
    return "judges another workspace";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    if (!(job.effect() instanceof Effect.RequestVerify)) {
      return List.of(Delivery.of(job, chance.between(5, 500), FakeWorkers.answer(job, chance)));
    }
    Delivery wrong =
        Delivery.of(
            job,
            chance.between(5, 300),
            FakeWorkers.judged(
                job.request(),
                VerdictDecision.ACHIEVED,
                1,
                new WorkspaceRef("elsewhere", 1),
                chance));
    return chance.percent(50)
        ? List.of(wrong)
        : List.of(
            wrong, Delivery.of(job, chance.between(300, 900), FakeWorkers.answer(job, chance)));
  }
}
