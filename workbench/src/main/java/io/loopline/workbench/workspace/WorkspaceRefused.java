package io.loopline.workbench.workspace;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** A tree or a snapshot that may not become a workspace, and why. */
public final class WorkspaceRefused extends IOException {
  private static final long serialVersionUID = 1L;

  /** What was found. */
  public enum Reason {
    /** A path leaves the workspace or is not one it accepts. */
    BAD_PATH,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** A device, pipe or socket. */
    SPECIAL_FILE,
    /** More bytes than allowed. */
    TOO_LARGE,
    /** More files than allowed. */
    TOO_MANY_FILES,
    /** A snapshot whose bytes are not a manifest. */
    BAD_MANIFEST
  }

  private final Reason reason;

  public WorkspaceRefused(Reason reason, String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason is null");
  }

  public Reason reason() {
    return reason;
  }
}
