package io.loopline.codec.replay;

import java.util.List;

/**
 * What a replay found.
 *
 * @param loopId loop
 * @param decisions decisions recomputed
 * @param differences where the recorded decision is not what the machine decides; empty when the
 *     history replays exactly
 * @param otherVersions decisions of another machine version, which are reported and not compared
 */
public record ReplayReport(
    String loopId, int decisions, List<Difference> differences, List<Long> otherVersions) {

  /**
   * One difference.
   *
   * @param sequence decision
   * @param cause coordinates of its cause, or its timer
   * @param what what differs
   * @param recorded as the audit has it
   * @param recomputed as the machine decides
   */
  public record Difference(
      long sequence, String cause, String what, String recorded, String recomputed) {}

  public ReplayReport {
    differences = List.copyOf(differences);
    otherVersions = List.copyOf(otherVersions);
  }

  /** Whether every decision was recomputed and is the recorded one. */
  public boolean isEqual() {
    return differences.isEmpty() && otherVersions.isEmpty();
  }
}
