package io.loopline.workbench.workspace;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ArtifactRef;
import io.loopline.workbench.artifact.Sha256;

/**
 * One file of a workspace.
 *
 * @param path relative path, as {@link WorkspacePath} accepts it
 * @param sha256 lower-case hex SHA-256 of the file's bytes
 * @param size bytes
 */
public record ManifestEntry(String path, String sha256, long size) {

  public ManifestEntry {
    requireNonNull(path, "path is null");
    requireNonNull(sha256, "sha256 is null");
    String fault = WorkspacePath.fault(path);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    if (!Sha256.isValid(sha256)) {
      throw new IllegalArgumentException("sha256 of '" + path + "' is not 64 hex digits");
    }
    if (size < 0) {
      throw new IllegalArgumentException("size of '" + path + "' is negative: " + size);
    }
  }

  ArtifactRef artifact() {
    return new ArtifactRef(sha256, size, "application/octet-stream");
  }
}
