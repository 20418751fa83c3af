package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;

/** Something that must hold for every finished run, whatever went wrong in it; pure. */
public interface Invariant {
  /** Its name in the list of guarantees, such as {@code S1}. */
  String id();

  /** Reports each breach. */
  void check(Dump dump, Findings findings);
}
