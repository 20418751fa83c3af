package io.loopline.executor.tool.process;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.FailureKind;
import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolLimits;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.executor.tool.ToolOutcome.Failed;
import io.loopline.executor.tool.ToolUsage;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxOutcome;
import io.loopline.workbench.sandbox.SandboxRequest;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs a program in the sandbox. The result is {@code {exit_code, stdout, stderr, stdout_bytes,
 * stderr_bytes, truncated}}.
 */
public final class ProcessTool implements Tool {
  private final Sandbox sandbox;

  public ProcessTool(Sandbox sandbox) {
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Isolation isolation() {
    return Isolation.BUBBLEWRAP;
  }

  @Override
  public ToolOutcome run(ToolCall call) throws IOException {
    SandboxRequest request;
    try {
      request = request(call);
    } catch (IllegalArgumentException e) {
      return nothingRan(FailureKind.TOOL_FAILED, String.valueOf(e.getMessage()));
    }
    SortedSet<Integer> accepted = accepted(call.arguments());
    try {
      return switch (sandbox.run(request)) {
        case SandboxOutcome.NotAvailable(String reason) ->
            nothingRan(
                FailureKind.DENIED, "Programs run in a sandbox only, and here is none: " + reason);
        case SandboxOutcome.NotStarted(String reason) ->
            nothingRan(FailureKind.TOOL_FAILED, "Nothing ran: " + reason);
        case SandboxOutcome.Busy _ ->
            nothingRan(FailureKind.TRANSIENT, "All places for programs are taken; try again");
        case SandboxOutcome.Killed killed -> ProcessReport.killed(killed);
        case SandboxOutcome.Exited exited when accepted.contains(exited.exitCode()) ->
            ProcessReport.done(exited);
        case SandboxOutcome.Exited exited -> ProcessReport.failed(exited, accepted);
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return nothingRan(
          FailureKind.TRANSIENT, "The program was killed, because the executor stops");
    }
  }

  private SandboxRequest request(ToolCall call) {
    ObjectNode arguments = call.arguments();
    ToolLimits limits = call.limits();
    SortedMap<String, String> environment = new TreeMap<>();
    arguments
        .path("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().textValue()));
    List<String> argv = arguments.required("argv").valueStream().map(JsonNode::textValue).toList();
    return new SandboxRequest(
        argv,
        call.workspace(),
        arguments.path("cwd").asText(""),
        arguments.path("stdin").asText(""),
        environment,
        sandbox.limits(
            limits.wall(), limits.memoryBytes(), limits.outputBytes(), limits.workspaceBytes()));
  }

  private static SortedSet<Integer> accepted(ObjectNode arguments) {
    SortedSet<Integer> codes = new TreeSet<>();
    arguments.path("accept_exit_codes").forEach(code -> codes.add(code.intValue()));
    if (codes.isEmpty()) {
      codes.add(0);
    }
    return codes;
  }

  private static Failed nothingRan(FailureKind kind, String message) {
    return new Failed(kind, message, List.of(), null, ToolUsage.NOTHING_RAN);
  }
}
