package io.loopline.workbench.workspace;

/**
 * What a workspace may hold.
 *
 * @param maxBytes sum of all files in bytes
 * @param maxFiles number of files
 */
public record WorkspaceLimits(long maxBytes, int maxFiles) {
  public static final WorkspaceLimits DEFAULT = new WorkspaceLimits(1L << 30, 10_000);

  public WorkspaceLimits {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes is negative: " + maxBytes);
    }
    if (maxFiles < 0) {
      throw new IllegalArgumentException("maxFiles is negative: " + maxFiles);
    }
  }

  /** The default number of files and another number of bytes. */
  public static WorkspaceLimits ofBytes(long maxBytes) {
    return new WorkspaceLimits(maxBytes, DEFAULT.maxFiles);
  }
}
