package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a program took, as samples of its processes saw it: a lower bound, and nothing of a program
 * that ended before the first sample.
 *
 * @param wall time from its start until nothing of it was left
 * @param cpu CPU time of all its processes
 * @param peakMemoryBytes memory of all its processes, memory they share counted for each
 * @param peakProcesses processes and threads at once
 */
public record SandboxUsage(Duration wall, Duration cpu, long peakMemoryBytes, int peakProcesses) {
  public SandboxUsage {
    requireNonNull(wall, "wall is null");
    requireNonNull(cpu, "cpu is null");
  }
}
