package io.loopline.codec;

import io.loopline.core.WorkspaceRef;
import io.loopline.event.ArtifactRef;
import org.jspecify.annotations.Nullable;

/** Snapshot references. */
public final class WorkspaceCodec {
  /** Media type of a snapshot's manifest. */
  public static final String MEDIA_TYPE = "application/vnd.loopline.workspace+json";

  private WorkspaceCodec() {}

  public static @Nullable ArtifactRef encode(@Nullable WorkspaceRef workspace) {
    return workspace == null
        ? null
        : new ArtifactRef(workspace.sha256(), workspace.sizeBytes(), MEDIA_TYPE);
  }

  public static @Nullable WorkspaceRef decode(@Nullable ArtifactRef artifact) {
    return artifact == null
        ? null
        : new WorkspaceRef(artifact.getSha256(), artifact.getSizeBytes());
  }
}
