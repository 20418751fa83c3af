package io.loopline.workbench.sandbox;

import io.loopline.workbench.sandbox.Supervision.Breach;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Compares one run with its limits and remembers the peaks. Single-threaded. */
final class LimitWatch {
  private final SandboxLimits limits;
  private final LongSupplier outputBytes;
  private final WorkspaceGauge workspace;
  private Duration cpu = Duration.ZERO;
  private long peakMemoryBytes;
  private int peakTasks;

  LimitWatch(SandboxLimits limits, Path workspace, LongSupplier outputBytes) {
    this.limits = limits;
    this.outputBytes = outputBytes;
    this.workspace = new WorkspaceGauge(workspace, limits, System.nanoTime());
  }

  /** The first limit that the processes are over. */
  Optional<Breach> breach(ProcessTree tree, long startNanos) throws IOException {
    long now = System.nanoTime();
    long resident = tree.residentBytes();
    cpu = tree.cpu().compareTo(cpu) > 0 ? tree.cpu() : cpu;
    peakMemoryBytes = Math.max(peakMemoryBytes, resident);
    peakTasks = Math.max(peakTasks, tree.tasks());
    if (now - startNanos > limits.wall().toNanos()) {
      return over(SandboxLimit.WALL, "It ran longer than %d ms", limits.wall().toMillis());
    }
    if (tree.tasks() > limits.processes()) {
      return over(
          SandboxLimit.PROCESSES,
          "It had more than %d processes and threads at once",
          limits.processes());
    }
    if (resident > limits.memoryBytes() && tree.proportionalBytes() > limits.memoryBytes()) {
      return over(
          SandboxLimit.MEMORY, "Its processes took more than %d bytes", limits.memoryBytes());
    }
    if (cpu.compareTo(limits.cpu()) > 0) {
      return Optional.of(cpuBreach());
    }
    if (outputBytes.getAsLong() > SandboxLimits.OUTPUT_FACTOR * limits.outputBytes()) {
      return over(
          SandboxLimit.OUTPUT,
          "It wrote more than %d bytes of output",
          SandboxLimits.OUTPUT_FACTOR * limits.outputBytes());
    }
    return workspace.breach(now).flatMap(this::workspaceBreach);
  }

  Breach cpuBreach() {
    return new Breach(
        SandboxLimit.CPU, "It took more than %d ms of CPU time".formatted(limits.cpu().toMillis()));
  }

  Breach fileSizeBreach() {
    return new Breach(
        SandboxLimit.FILE_SIZE,
        "It wrote a file of more than %d bytes".formatted(limits.workspaceBytes()));
  }

  SandboxUsage usage(Duration wall) {
    return new SandboxUsage(wall, cpu, peakMemoryBytes, peakTasks);
  }

  private Optional<Breach> workspaceBreach(SandboxLimit limit) {
    return limit == SandboxLimit.FILES
        ? over(limit, "It made more than %d files or folders", limits.workspaceFiles())
        : over(limit, "It filled the workspace with more than %d bytes", limits.workspaceBytes());
  }

  private static Optional<Breach> over(SandboxLimit limit, String message, long allowed) {
    return Optional.of(new Breach(limit, message.formatted(allowed)));
  }
}
