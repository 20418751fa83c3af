package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.MergeConflict;
import io.loopline.event.MergeSource;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.workbench.workspace.WorkspaceLimits;
import io.loopline.workbench.workspace.WorkspaceStore;
import io.loopline.workbench.workspace.WorkspaceStore.MergedSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges what the actions of a parallel group left; runs no tool. Thread-safe. */
final class MergeRun {
  private final WorkspaceStore workspaces;

  /** What a merge came to. */
  sealed interface Outcome {
    /** It is stored. */
    record Done(ArtifactRef snapshot, List<MergeConflict> conflicts) implements Outcome {
      public Done {
        conflicts = List.copyOf(conflicts);
      }
    }

    /** It is not. */
    record Failed(ToolOutcome.Failed failure) implements Outcome {}
  }

  MergeRun(WorkspaceStore workspaces) {
    this.workspaces = requireNonNull(workspaces, "workspaces is null");
  }

  Outcome run(ActionRequest request) {
    SortedMap<Integer, ArtifactRef> snapshots = new TreeMap<>();
    for (MergeSource source : request.getMerge()) {
      snapshots.put(source.getIndex(), source.getWorkspace());
    }
    try {
      MergedSnapshot merged =
          workspaces.merge(
              request.getWorkspace(),
              request.getInputs(),
              snapshots,
              WorkspaceLimits.ofBytes(request.getLimits().getWorkspaceBytes()));
      return new Outcome.Done(
          merged.snapshot(),
          merged.conflicts().stream()
              .map(each -> new MergeConflict(each.index(), each.with(), each.path()))
              .toList());
    } catch (IOException e) {
      return new Outcome.Failed(Failures.before(e));
    }
  }
}
