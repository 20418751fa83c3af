package io.loopline.workbench.sandbox;

import java.util.Locale;

/** Limits that end a program. */
public enum SandboxLimit {
  /** Time since it began. */
  WALL,
  /** CPU time of all its processes. */
  CPU,
  /** Memory of all its processes. */
  MEMORY,
  /** Processes and threads at once. */
  PROCESSES,
  /** Bytes of one file. */
  FILE_SIZE,
  /** Bytes written to standard output and standard error. */
  OUTPUT,
  /** Bytes in the workspace. */
  WORKSPACE,
  /** Files and folders in the workspace. */
  FILES;

  /** As observations name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
