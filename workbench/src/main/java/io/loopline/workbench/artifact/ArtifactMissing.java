package io.loopline.workbench.artifact;

import java.io.IOException;

/** The store does not hold the blob, now; another attempt may find it. */
public final class ArtifactMissing extends IOException {
  private static final long serialVersionUID = 1L;

  public ArtifactMissing(String message) {
    super(message);
  }
}
