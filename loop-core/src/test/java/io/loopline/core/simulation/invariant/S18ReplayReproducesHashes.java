package io.loopline.core.simulation.invariant;

import io.loopline.core.CanonicalBytes;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.List;

/** A replay from the recorded causes gives every recorded state hash, disposition and effect. */
final class S18ReplayReproducesHashes implements Invariant {
  @Override
  public String id() {
    return "S18";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          LoopState state = new LoopState.Absent();
          for (Decision decision : decisions) {
            LoopEvent event = dump.event(decision);
            if (event == null) {
              findings.add("the cause of decision " + decision + " is gone");
              return;
            }
            Transition again;
            try {
              again = dump.machine().step(state, event);
            } catch (RuntimeException bug) {
              findings.add("a replay of loop " + loopId + " throws " + bug);
              return;
            }
            findings.require(
                again.disposition() == decision.disposition()
                    && names(again).equals(decision.effects())
                    && CanonicalBytes.sha256((Record) again.next()).equals(decision.stateHash()),
                "replay of decision %d of loop %s gives %s, recorded is %s",
                decision.sequence(),
                loopId,
                again,
                decision);
            state = again.next();
          }
        });
  }

  private static List<String> names(Transition transition) {
    return transition.effects().stream().map(each -> each.getClass().getSimpleName()).toList();
  }
}
