package io.loopline.workbench.artifact;

import java.io.IOException;

/** A reference that cannot name a blob, or a blob whose bytes are not those its reference names. */
public final class ArtifactCorrupt extends IOException {
  private static final long serialVersionUID = 1L;

  public ArtifactCorrupt(String message) {
    super(message);
  }
}
