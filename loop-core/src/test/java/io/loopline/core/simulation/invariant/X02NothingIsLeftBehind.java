package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;

/** When every loop is over and its retention has passed, all stores are empty. */
final class X02NothingIsLeftBehind implements Invariant {
  @Override
  public String id() {
    return "X2";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    String left = dump.stores().leftovers();
    findings.require(left.isEmpty(), "left in the stores: %s", left);
    findings.require(
        dump.permitsLeft().isEmpty(), "permits are still held or wanted: %s", dump.permitsLeft());
  }
}
