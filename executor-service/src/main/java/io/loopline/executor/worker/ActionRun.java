package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.FailureKind;
import io.loopline.executor.policy.PathPolicy;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolLimits;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.executor.tool.ToolUsage;
import io.loopline.executor.tool.Toolbox;
import io.loopline.tool.EffectClass;
import io.loopline.workbench.workspace.ManifestEntry;
import io.loopline.workbench.workspace.Workspace;
import io.loopline.workbench.workspace.WorkspaceLimits;
import io.loopline.workbench.workspace.WorkspaceRefused;
import io.loopline.workbench.workspace.WorkspaceStore;
import io.loopline.workbench.workspace.WorkspaceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out actions: policy, workspace, tool, snapshot. Every failure that is not a bug becomes a
 * classified outcome here and nowhere else. Thread-safe.
 */
final class ActionRun {
  private final Toolbox toolbox;
  private final Claims claims;
  private final WorkspaceStore workspaces;
  private final Workbenches workbenches;

  ActionRun(Toolbox toolbox, Claims claims, WorkspaceStore workspaces, Workbenches workbenches) {
    this.toolbox = requireNonNull(toolbox, "toolbox is null");
    this.claims = requireNonNull(claims, "claims is null");
    this.workspaces = requireNonNull(workspaces, "workspaces is null");
    this.workbenches = requireNonNull(workbenches, "workbenches is null");
  }

  /**
   * Runs the action, or asks its tool whether an earlier run took effect.
   *
   * @return null when the right to run it was not granted: then there is nothing to answer
   * @throws InterruptedException when the request was cancelled or the worker stops
   */
  @Nullable Executed run(ActionRequest request) throws InterruptedException {
    String name = request.getAction().getTool();
    List<String> allowed = request.getPolicy().getAllowedTools();
    if (!allowed.isEmpty() && !allowed.contains(name)) {
      return refused(
          FailureKind.DENIED,
          "The policy does not allow the tool '%s'; it allows %s".formatted(name, allowed));
    }
    Tool tool = toolbox.find(name);
    if (tool == null) {
      return refused(
          FailureKind.TOOL_FAILED,
          "There is no tool '%s'; there are %s".formatted(name, toolbox.names()));
    }
    return switch (toolbox.check(tool, request.getAction().getArgumentsJson())) {
      case Toolbox.Arguments.Invalid invalid ->
          Executed.refused(
              new ToolOutcome.Failed(
                  FailureKind.TOOL_FAILED,
                  "The arguments are not what the tool '" + name + "' takes",
                  invalid.errors(),
                  null));
      case Toolbox.Arguments.Valid valid -> withTerms(request, tool, valid);
    };
  }

  private @Nullable Executed withTerms(
      ActionRequest request, Tool tool, Toolbox.Arguments.Valid arguments)
      throws InterruptedException {
    PathPolicy paths;
    ToolLimits limits;
    try {
      paths = PathPolicy.denying(request.getPolicy().getDeniedPaths());
      limits = ToolLimits.of(request.getLimits());
    } catch (IllegalArgumentException e) {
      return refused(FailureKind.TERMINAL, "The request cannot be met: " + e.getMessage());
    }
    try {
      Path directory = workbenches.open();
      try {
        ToolCall call =
            new ToolCall(arguments.object(), directory, paths, limits, request.getIdempotencyKey());
        return request.getReconcile()
            ? OnceRun.reconcile(tool, call)
            : inDirectory(request, tool, call);
      } finally {
        Workbenches.remove(directory);
      }
    } catch (UncheckedIOException e) {
      return Executed.refused(Failures.before(requireNonNull(e.getCause())));
    } catch (IOException e) {
      return Executed.refused(Failures.before(e));
    }
  }

  private @Nullable Executed inDirectory(ActionRequest request, Tool tool, ToolCall call)
      throws IOException, InterruptedException {
    WorkspaceLimits limits = WorkspaceLimits.ofBytes(call.limits().workspaceBytes());
    Workspace before =
        workspaces.restore(
            request.getWorkspace(),
            request.getInputs(),
            call.workspace(),
            limits,
            call.paths()::denies);
    if (toolbox.effect(tool) != EffectClass.ONCE) {
      return finish(tool, call, before, tool.run(call));
    }
    return claims.granted(request)
        ? OnceRun.run(tool, () -> finish(tool, call, before, OnceRun.definite(tool.run(call))))
        : null;
  }

  private Executed finish(Tool tool, ToolCall call, Workspace before, ToolOutcome outcome)
      throws IOException {
    ToolUsage usage = outcome.usage();
    String isolation = (usage == null ? tool.isolation() : usage.isolation()).label();
    return switch (outcome) {
      case ToolOutcome.Failed failed -> new Executed(failed, null, before.sizeBytes(), isolation);
      case ToolOutcome.Done done -> {
        long bytes = WorkspaceTree.sizeBytes(before.directory());
        try {
          yield new Executed(done, snapshot(before, call), bytes, isolation);
        } catch (WorkspaceRefused e) {
          yield new Executed(Failures.after(e, usage), null, bytes, isolation);
        }
      }
    };
  }

  /** The workspace afterwards; null if nothing in it changed. */
  private @Nullable ArtifactRef snapshot(Workspace before, ToolCall call) throws IOException {
    WorkspaceLimits limits = WorkspaceLimits.ofBytes(call.limits().workspaceBytes());
    List<ManifestEntry> files = WorkspaceTree.read(before.directory(), limits);
    if (files.equals(before.visible())) {
      return null;
    }
    Optional<ManifestEntry> denied =
        files.stream().filter(file -> call.paths().denies(file.path())).findFirst();
    if (denied.isPresent()) {
      throw new WorkspaceRefused(
          WorkspaceRefused.Reason.BAD_PATH,
          "The policy denies '" + denied.get().path() + "', which the action wrote");
    }
    return workspaces.snapshot(before.directory(), before.hidden(), limits);
  }

  private static Executed refused(FailureKind kind, String message) {
    return Executed.refused(ToolOutcome.Failed.of(kind, message));
  }
}
