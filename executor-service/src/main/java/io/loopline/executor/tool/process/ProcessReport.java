package io.loopline.executor.tool.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.FailureKind;
import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.executor.tool.ToolUsage;
import io.loopline.workbench.sandbox.SandboxOutcome;
import io.loopline.workbench.sandbox.SandboxOutput;
import io.loopline.workbench.sandbox.SandboxUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Puts what became of a program into words and JSON. Stateless. */
final class ProcessReport {
  /** What a detail of a failure may have; the end of an output says what went wrong. */
  private static final int TAIL = 440;

  private ProcessReport() {}

  static ToolOutcome.Done done(SandboxOutcome.Exited exited) {
    SandboxOutput output = exited.output();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result
        .put("exit_code", exited.exitCode())
        .put("stdout", output.stdout())
        .put("stderr", output.stderr())
        .put("stdout_bytes", output.stdoutBytes())
        .put("stderr_bytes", output.stderrBytes())
        .put("truncated", output.truncated());
    StringBuilder text = new StringBuilder("exit code ").append(exited.exitCode());
    if (!output.stdout().isBlank()) {
      text.append('\n').append(output.stdout().stripTrailing());
    }
    if (!output.stderr().isBlank()) {
      text.append("\nstderr:\n").append(output.stderr().stripTrailing());
    }
    return new ToolOutcome.Done(text.toString(), result, usage(exited.usage()));
  }

  static ToolOutcome.Failed failed(SandboxOutcome.Exited exited, SortedSet<Integer> accepted) {
    String signal =
        exited.exitCode() > 128 ? ", which a signal " + (exited.exitCode() - 128) + " gives" : "";
    return new ToolOutcome.Failed(
        FailureKind.TOOL_FAILED,
        "The program ended with exit code %d%s; accepted is %s"
            .formatted(exited.exitCode(), signal, accepted),
        tails(exited.output()),
        null,
        usage(exited.usage()));
  }

  static ToolOutcome.Failed killed(SandboxOutcome.Killed killed) {
    return new ToolOutcome.Failed(
        FailureKind.LIMIT_EXCEEDED,
        "The program was stopped at the limit '%s': %s"
            .formatted(killed.limit().label(), killed.message()),
        tails(killed.output()),
        killed.limit().label(),
        usage(killed.usage()));
  }

  private static List<String> tails(SandboxOutput output) {
    List<String> tails = new ArrayList<>();
    add(tails, "stderr", output.stderr());
    add(tails, "stdout", output.stdout());
    return tails;
  }

  private static void add(List<String> tails, String name, String output) {
    String text = output.strip();
    if (!text.isEmpty()) {
      int from = Math.max(0, text.length() - TAIL);
      tails.add(name + (from > 0 ? ", its end: " : ": ") + text.substring(from));
    }
  }

  private static ToolUsage usage(SandboxUsage usage) {
    return new ToolUsage(
        Isolation.BUBBLEWRAP,
        usage.cpu().toMillis(),
        usage.peakMemoryBytes(),
        usage.peakProcesses());
  }
}
