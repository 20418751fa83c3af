package io.loopline.executor.tool;

import io.loopline.event.ActionLimits;
import java.time.Duration;

/**
 * Limits of one run.
 *
 * @param wall time the tool may take
 * @param memoryBytes memory the tool may take
 * @param outputBytes output that is kept
 * @param workspaceBytes what the workspace may hold
 */
public record ToolLimits(Duration wall, long memoryBytes, long outputBytes, long workspaceBytes) {

  public ToolLimits {
    if (!wall.isPositive() || memoryBytes <= 0 || outputBytes <= 0 || workspaceBytes <= 0) {
      throw new IllegalArgumentException(
          "limits must be positive: wall %s, memory_bytes %d, output_bytes %d, workspace_bytes %d"
              .formatted(wall, memoryBytes, outputBytes, workspaceBytes));
    }
  }

  /** Reads the limits of a request. */
  public static ToolLimits of(ActionLimits limits) {
    return new ToolLimits(
        Duration.ofMillis(limits.getWallMs()),
        limits.getMemoryBytes(),
        limits.getOutputBytes(),
        limits.getWorkspaceBytes());
  }
}
