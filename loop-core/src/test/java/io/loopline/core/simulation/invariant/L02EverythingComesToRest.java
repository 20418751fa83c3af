package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;

/** Once all is healed, everything is read, no transaction hangs, and nothing goes on for ever. */
final class L02EverythingComesToRest implements Invariant {
  @Override
  public String id() {
    return "L2 and L3";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    findings.require(dump.rested(), "the run does not come to rest");
    findings.require(dump.isUpToDate(), "there is input that nobody has taken");
  }
}
