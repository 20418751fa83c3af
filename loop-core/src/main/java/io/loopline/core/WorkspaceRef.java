package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * A workspace snapshot in the artifact store.
 *
 * @param sha256 lower-case hex SHA-256 of the manifest
 * @param sizeBytes size of the manifest in bytes
 */
public record WorkspaceRef(String sha256, long sizeBytes) {
  public WorkspaceRef {
    requireNonNull(sha256, "sha256 is null");
  }
}
