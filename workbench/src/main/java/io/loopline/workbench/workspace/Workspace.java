package io.loopline.workbench.workspace;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * A restored workspace.
 *
 * @param directory where its files are
 * @param visible files that were restored, by path
 * @param hidden files that belong to the workspace and were left out of the directory, by path
 */
public record Workspace(Path directory, List<ManifestEntry> visible, List<ManifestEntry> hidden) {

  public Workspace {
    requireNonNull(directory, "directory is null");
    visible = List.copyOf(visible);
    hidden = List.copyOf(hidden);
  }

  /** Bytes of the restored files. */
  public long sizeBytes() {
    return visible.stream().mapToLong(ManifestEntry::size).sum();
  }
}
