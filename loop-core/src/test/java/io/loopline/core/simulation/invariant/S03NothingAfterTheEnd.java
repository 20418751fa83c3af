package io.loopline.core.simulation.invariant;

import io.loopline.core.Disposition;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;
import java.util.List;
import java.util.Set;

/** After the decision that ends a loop there are only notes of what came late or twice. */
final class S03NothingAfterTheEnd implements Invariant {
  @Override
  public String id() {
    return "S3";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          long end = endOf(decisions);
          for (Decision decision : decisions) {
            findings.require(
                decision.sequence() <= end || isNote(decision),
                "decision %d of loop %s after its end: %s",
                decision.sequence(),
                loopId,
                decision);
          }
          for (TopicRecord request : dump.requests(loopId)) {
            TopicRecord.Output output = request.output();
            findings.require(
                output == null || output.sequence() < end,
                "%s asked of a worker by decision %s; the loop ended with decision %d",
                request.message(),
                output,
                end);
          }
        });
  }

  private static final Set<Disposition> NOTES =
      Set.of(Disposition.LATE, Disposition.DUPLICATE, Disposition.IGNORED);

  /** A record is set aside, or a claim refused. */
  private static final Set<List<String>> REPLIES =
      Set.of(List.of("SetAside"), List.of("SignalWorkers"));

  private static long endOf(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (decision.stopReason() != null) {
        return decision.sequence();
      }
    }
    return Long.MAX_VALUE;
  }

  private static boolean isNote(Decision decision) {
    return NOTES.contains(decision.disposition())
        && decision.phaseAfter().equals("Terminated")
        && (decision.effects().isEmpty() || REPLIES.contains(decision.effects()));
  }
}
