package io.loopline.verifier.layer;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.VerifyRequest;
import io.loopline.workbench.artifact.ArtifactCorrupt;
import io.loopline.workbench.artifact.ArtifactMissing;
import io.loopline.workbench.workspace.Workspace;
import io.loopline.workbench.workspace.WorkspaceRefused;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What became of restoring the workspace to judge. */
sealed interface Restoration {
  /** The files are there, each verified against its hash. */
  record Restored(Workspace workspace) implements Restoration {}

  /** The snapshot is not what a snapshot is: lost, damaged or forged. */
  record Broken(String problem) implements Restoration {}

  /** The goal's own inputs cannot be restored, now or ever. */
  record Impossible(Failure failure) implements Restoration {}

  static Restoration of(WorkspaceStore workspaces, VerifyRequest request, Path directory)
      throws IOException {
    try {
      return new Restored(
          workspaces.restore(request.getWorkspace(), request.getInputs(), directory));
    } catch (ArtifactMissing | ArtifactCorrupt | WorkspaceRefused refused) {
      if (request.getWorkspace() != null) {
        return new Broken("the workspace cannot be restored: " + refused.getMessage());
      }
      String message = "the inputs of the goal cannot be restored: " + refused.getMessage();
      return new Impossible(new Failure(FailureKind.TERMINAL, message, null, List.of()));
    }
  }
}
