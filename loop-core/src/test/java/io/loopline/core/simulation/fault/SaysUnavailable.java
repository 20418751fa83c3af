package io.loopline.core.simulation.fault;

import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.util.List;

/** A failure in passing, at once: what the worker needs is down. */
final class SaysUnavailable implements Behaviour {
  @Override
  public String name() {
    return "says unavailable";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    FailureKind kind = chance.percent(70) ? FailureKind.TRANSIENT : FailureKind.RATE_LIMITED;
    Failure failure = new Failure(kind, "connection refused", null);
    return List.of(
        Delivery.of(
            job, chance.between(5, 100), FakeWorkers.failed(job.request(), failure, chance)));
  }
}
