package io.loopline.workbench.sql;

import java.time.Duration;

/**
 * Limits of one script.
 *
 * @param wall time from the first statement to the last row
 * @param memoryBytes what the engine may allocate; it never spills to disk
 * @param workspaceBytes what the workspace may hold while the script runs
 * @param maxRows rows of the result that are kept
 * @param maxResultBytes approximate bytes of the result that are kept
 */
public record SqlLimits(
    Duration wall, long memoryBytes, long workspaceBytes, int maxRows, long maxResultBytes) {
  public static final SqlLimits DEFAULT =
      new SqlLimits(Duration.ofSeconds(60), 512L << 20, 1L << 30, 1_000, 1L << 20);

  public SqlLimits {
    if (!wall.isPositive()) {
      throw new IllegalArgumentException("wall is not positive: " + wall);
    }
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memoryBytes is not positive: " + memoryBytes);
    }
    if (workspaceBytes <= 0) {
      throw new IllegalArgumentException("workspaceBytes is not positive: " + workspaceBytes);
    }
    if (maxRows <= 0 || maxResultBytes <= 0) {
      throw new IllegalArgumentException("maxRows or maxResultBytes is not positive");
    }
  }

  public SqlLimits withWall(Duration other) {
    return new SqlLimits(other, memoryBytes, workspaceBytes, maxRows, maxResultBytes);
  }
}
