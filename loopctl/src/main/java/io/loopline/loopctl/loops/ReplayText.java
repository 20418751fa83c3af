package io.loopline.loopctl.loops;

import io.loopline.codec.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a replay found, in words. Pure. */
final class ReplayText {

  private static final int VALUE_LENGTH = 2_000;

  private ReplayText() {}

  static List<String> lines(Replay replay) {
    ReplayReport report = replay.report();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Replay of loop %s: %s"
            .formatted(report.loopId(), replay.equal() ? verdict(report) : "NOT EQUAL"));
    lines.add(
        "%d of %s recomputed from their causes"
            .formatted(report.decisions(), Words.count(replay.recorded(), "recorded decision")));
    for (ReplayReport.Difference difference : report.differences()) {
      lines.add(
          "#%d, cause %s: %s differs"
              .formatted(
                  difference.sequence(), Words.plain(difference.cause()), difference.what()));
      lines.add("        recorded:   " + Words.clipped(difference.recorded(), VALUE_LENGTH));
      lines.add("        recomputed: " + Words.clipped(difference.recomputed(), VALUE_LENGTH));
    }
    if (!report.otherVersions().isEmpty()) {
      lines.add(
          "made by another machine version, so not compared from there on: "
              + report.otherVersions().stream()
                  .map(sequence -> "#" + sequence)
                  .collect(Collectors.joining(", ")));
    }
    if (replay.recorded() == 0) {
      lines.add("no transition of this loop is left to replay");
    }
    replay.missing().forEach(cause -> lines.add("cause is gone: " + AuditText.coordinates(cause)));
    return List.copyOf(lines);
  }

  private static String verdict(ReplayReport report) {
    return report.otherVersions().isEmpty() ? "EQUAL" : "EQUAL as far as it could be compared";
  }
}
