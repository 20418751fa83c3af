package io.loopline.core.simulation.invariant;

import io.loopline.core.CommandKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;

/** After an accepted cancel no request goes out. */
final class S12NoRequestAfterCancel implements Invariant {
  @Override
  public String id() {
    return "S12";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          for (Decision decision : decisions) {
            if (isCancel(dump, decision)) {
              for (TopicRecord request : dump.requests(loopId)) {
                TopicRecord.Output output = request.output();
                findings.require(
                    output == null || output.sequence() < decision.sequence(),
                    "%s went out though loop %s was cancelled by decision %d",
                    request.message(),
                    loopId,
                    decision.sequence());
              }
            }
          }
        });
  }

  private static boolean isCancel(Dump dump, Decision decision) {
    return decision.stopReason() == StopReason.CANCELLED
        || (decision.isApplied()
            && dump.event(decision) instanceof LoopEvent.CommandReceived command
            && command.kind() == CommandKind.CANCEL);
  }
}
