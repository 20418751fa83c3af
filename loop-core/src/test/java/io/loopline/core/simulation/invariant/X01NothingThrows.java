package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;

/** No input, however strange, makes the machine or a store throw. */
final class X01NothingThrows implements Invariant {
  @Override
  public String id() {
    return "X1";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.bugs().forEach(findings::add);
  }
}
