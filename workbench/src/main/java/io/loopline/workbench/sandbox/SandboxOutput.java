package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

/**
 * What a program wrote; bytes that are no UTF-8 are replaced.
 *
 * @param stdout standard output, clipped to head and tail
 * @param stderr standard error, clipped to head and tail
 * @param stdoutBytes how much it wrote there
 * @param stderrBytes how much it wrote there
 * @param truncated whether either was clipped
 */
public record SandboxOutput(
    String stdout, String stderr, long stdoutBytes, long stderrBytes, boolean truncated) {
  public SandboxOutput {
    requireNonNull(stdout, "stdout is null");
    requireNonNull(stderr, "stderr is null");
  }
}
