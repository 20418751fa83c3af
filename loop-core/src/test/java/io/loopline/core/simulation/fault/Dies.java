package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** No answer; or a late one, when another worker takes the request over after a restart. */
final class Dies implements Behaviour {
  @Override
  public String name() {
    return "dies";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    return chance.percent(60)
        ? List.of()
        : List.of(Delivery.of(job, chance.between(6_000, 90_000), FakeWorkers.answer(job, chance)));
  }
}
