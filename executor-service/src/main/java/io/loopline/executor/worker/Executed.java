package io.loopline.executor.worker;

import io.loopline.event.ArtifactRef;
import io.loopline.executor.tool.ToolOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An action that was carried out, or was not.
 *
 * @param snapshot the workspace afterwards; null if it is what it was before
 * @param workspaceBytes bytes in the workspace afterwards
 * @param isolation where it ran, as observations name it
 */
record Executed(
    ToolOutcome outcome, @Nullable ArtifactRef snapshot, long workspaceBytes, String isolation) {

  /** Nothing ran. */
  static Executed refused(ToolOutcome.Failed failure) {
    return new Executed(failure, null, 0, "none");
  }
}
