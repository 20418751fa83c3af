package io.loopline.core.simulation;

/** Something that goes wrong at a certain time. */
public interface Fault {
  /** Name for {@link Scenario#dropped()} and for the history. */
  String name();

  /** Most strikes in one run. */
  default int most() {
    return 4;
  }

  /** Happens, and says what it did, for the history. */
  String strike(World world, Chance chance);
}
