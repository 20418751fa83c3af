package io.loopline.core.simulation.invariant;

import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.FakeWorkers;
import java.util.HashSet;
import java.util.Set;

/** Per loop, iteration, step, index and attempt at most one answer is accepted. */
final class S07OneAnswerPerRequest implements Invariant {
  @Override
  public String id() {
    return "S7";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Set<RequestId> accepted = new HashSet<>();
    dump.decisions()
        .values()
        .forEach(decisions -> {
          for (Decision decision : decisions) {
            LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
            RequestId request = event == null ? null : FakeWorkers.requestOf(event);
            findings.require(
                request == null || accepted.add(request),
                "a second answer to %s was accepted by decision %d",
                request,
                decision.sequence());
          }
        });
  }
}
