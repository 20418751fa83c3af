package io.loopline.workbench.sandbox;

import java.time.Duration;

/**
 * What a program may take.
 *
 * @param wall time since it began
 * @param cpu CPU time of all its processes
 * @param memoryBytes memory of all its processes; what they put into /tmp comes on top
 * @param processes processes and threads at once
 * @param outputBytes standard output and standard error that is kept; it is stopped when it wrote
 *     {@link #OUTPUT_FACTOR} times as much
 * @param workspaceBytes what the workspace may hold, and how large one file may be
 * @param workspaceFiles files, and as many folders, the workspace may hold
 * @param tmpBytes what /tmp may hold, in memory; a full one is an error to the program
 */
public record SandboxLimits(
    Duration wall,
    Duration cpu,
    long memoryBytes,
    int processes,
    long outputBytes,
    long workspaceBytes,
    int workspaceFiles,
    long tmpBytes) {

  /** How many times the kept output a program may write. */
  public static final int OUTPUT_FACTOR = 8;

  public SandboxLimits {
    if (!wall.isPositive() || !cpu.isPositive()) {
      throw new IllegalArgumentException("not positive: wall %s, cpu %s".formatted(wall, cpu));
    }
    if (memoryBytes <= 0 || processes <= 0 || outputBytes <= 0 || tmpBytes <= 0) {
      throw new IllegalArgumentException(
          "not positive: memory %d, processes %d, output %d, tmp %d"
              .formatted(memoryBytes, processes, outputBytes, tmpBytes));
    }
    if (workspaceBytes <= 0 || workspaceFiles <= 0) {
      throw new IllegalArgumentException(
          "not positive: workspace %d bytes, %d files".formatted(workspaceBytes, workspaceFiles));
    }
  }

  SandboxLimits within(Duration time) {
    return new SandboxLimits(
        time, time, memoryBytes, processes, outputBytes, workspaceBytes, workspaceFiles, tmpBytes);
  }
}
