package io.loopline.executor.tool;

import java.util.Locale;

/** How far a tool's run is kept away from the rest of the machine. */
public enum Isolation {
  /** It runs code of this program only. */
  NONE,
  /** It runs foreign instructions inside this process, locked down by the engine that runs them. */
  IN_PROCESS,
  /** It runs foreign programs in namespaces of their own, see the package sandbox of workbench. */
  BUBBLEWRAP;

  /** As observations name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
