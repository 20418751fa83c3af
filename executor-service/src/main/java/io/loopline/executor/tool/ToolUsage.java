package io.loopline.executor.tool;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a run that measures itself took.
 *
 * @param isolation where it really ran; {@link Isolation#NONE} also when nothing ran
 * @param cpuMs CPU time in milliseconds; null if nothing ran
 * @param peakMemoryBytes most memory at once; null if nothing ran
 * @param peakProcesses most processes and threads at once; null if nothing ran
 */
public record ToolUsage(
    Isolation isolation,
    @Nullable Long cpuMs,
    @Nullable Long peakMemoryBytes,
    @Nullable Integer peakProcesses) {
  /** Of a run that did not come about. */
  public static final ToolUsage NOTHING_RAN = new ToolUsage(Isolation.NONE, null, null, null);

  public ToolUsage {
    requireNonNull(isolation, "isolation is null");
  }
}
