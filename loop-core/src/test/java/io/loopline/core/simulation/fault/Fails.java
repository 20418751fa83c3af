package io.loopline.core.simulation.fault;

import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.simulation.Behaviour;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Delivery;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Job;
import java.time.Duration;
import java.util.List;

/** A failure of any kind, some with a wait that the other side asks for. */
final class Fails implements Behaviour {
  private static final List<FailureKind> PASSING =
      List.of(
          FailureKind.TRANSIENT,
          FailureKind.RATE_LIMITED,
          FailureKind.TIMEOUT,
          FailureKind.INVALID_OUTPUT,
          FailureKind.TOOL_FAILED);

  @Override
  public String name() {
    return "fails";
  }

  @Override
  public List<Delivery> react(Job job, Chance chance) {
    FailureKind kind =
        chance.percent(60) ? chance.one(PASSING) : chance.one(List.of(FailureKind.values()));
    Duration retryAfter = chance.percent(30) ? Duration.ofMillis(chance.between(0, 100_000)) : null;
    Failure failure = new Failure(kind, "made up", retryAfter);
    return List.of(
        Delivery.of(
            job, chance.between(5, 800), FakeWorkers.failed(job.request(), failure, chance)));
  }
}
