package io.loopline.executor.worker;

import io.loopline.event.FailureKind;
import io.loopline.executor.tool.ToolOutcome.Failed;
import io.loopline.executor.tool.ToolUsage;
import io.loopline.workbench.artifact.ArtifactCorrupt;
import io.loopline.workbench.artifact.ArtifactMissing;
import io.loopline.workbench.workspace.WorkspaceRefused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Classifies what goes wrong around a tool. Stateless. */
final class Failures {
  private Failures() {}

  /** Before the tool ran, or because of this machine: what was asked for cannot be set up. */
  static Failed before(IOException failure) {
    return switch (failure) {
      case ArtifactMissing missing ->
          Failed.of(
              FailureKind.TRANSIENT,
              missing.getMessage() + "; have all services the same loopline.artifacts.directory?");
      case ArtifactCorrupt corrupt ->
          Failed.of(FailureKind.TERMINAL, String.valueOf(corrupt.getMessage()));
      case WorkspaceRefused refused -> refused(refused, FailureKind.TERMINAL);
      default ->
          Failed.of(FailureKind.TRANSIENT, "The executor's disk failed the action: " + failure);
    };
  }

  /** After the tool ran: what it left is not a workspace. */
  static Failed after(WorkspaceRefused refused, @Nullable ToolUsage usage) {
    Failed failed = refused(refused, FailureKind.DENIED);
    return new Failed(failed.kind(), failed.message(), failed.details(), failed.killedBy(), usage);
  }

  private static Failed refused(WorkspaceRefused refused, FailureKind kind) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.reason()) {
      case TOO_LARGE, TOO_MANY_FILES -> Failed.overLimit("workspace", message);
      case BAD_PATH, SYMBOLIC_LINK, SPECIAL_FILE, BAD_MANIFEST -> Failed.of(kind, message);
    };
  }
}
