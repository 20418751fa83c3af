package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.List;

/** A decision that leaves a loop paused asks nothing of a worker. */
final class X03NoRequestWhilePaused implements Invariant {
  @Override
  public String id() {
    return "X3";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          for (Decision decision : decisions) {
            List<String> requests =
                decision.effects().stream().filter(each -> each.startsWith("Request")).toList();
            findings.require(
                !decision.phaseAfter().equals("Paused") || requests.isEmpty(),
                "decision %d of paused loop %s: %s",
                decision.sequence(),
                loopId,
                requests);
          }
        });
  }
}
