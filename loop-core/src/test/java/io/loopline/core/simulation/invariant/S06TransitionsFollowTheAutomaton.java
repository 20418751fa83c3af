package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;

/** Each loop's decisions are numbered without a gap and go along the edges of {@link Automaton}. */
final class S06TransitionsFollowTheAutomaton implements Invariant {
  @Override
  public String id() {
    return "S6";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          long expected = 1;
          String phase = "Absent";
          for (Decision decision : decisions) {
            findings.require(
                decision.sequence() == expected,
                "decision %d of loop %s where %d is expected",
                decision.sequence(),
                loopId,
                expected);
            findings.require(
                decision.phaseBefore().equals(phase),
                "decision %d of loop %s starts in %s, the one before ended in %s",
                decision.sequence(),
                loopId,
                decision.phaseBefore(),
                phase);
            findings.require(
                Automaton.accepts(decision), "not an edge of the automaton: %s", decision);
            phase = decision.phaseAfter();
            expected = decision.sequence() + 1;
          }
        });
  }
}
