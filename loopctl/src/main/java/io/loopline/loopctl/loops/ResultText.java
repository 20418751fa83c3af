package io.loopline.loopctl.loops;

import io.loopline.event.CheckResult;
import io.loopline.event.LoopResult;
import io.loopline.event.Projection;
import io.loopline.event.VerdictView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A loop's end in words. Pure. */
final class ResultText {

  private static final int EVIDENCE_LENGTH = 200;

  private ResultText() {}

  static List<String> lines(LoopResult result, ResultFiles files) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Loop %s: %s (%s)"
            .formatted(result.getLoopId(), result.getOutcome(), result.getStopReason()));
    lines.add("  " + Words.plain(result.getMessage()));
    lines.add("objective    " + Words.plain(result.getObjective()));
    lines.add(
        "took         %s in %s, ended %s"
            .formatted(
                Words.count(result.getIterations(), "iteration"),
                Words.duration(Duration.between(result.getStartedAt(), result.getEndedAt())),
                Words.time(result.getEndedAt())));
    result.getLedger().stream()
        .filter(Bars::matters)
        .forEach(line ->
            lines.add(
                "%-12s %s".formatted(Words.dimension(line.getDimension()), Bars.figures(line))));
    projection(result, lines);
    judgement(result, lines);
    missing(result, lines);
    files(files, lines);
    return List.copyOf(lines);
  }

  private static void projection(LoopResult result, List<String> lines) {
    Projection projection = result.getProjection();
    if (projection != null) {
      lines.add(
          "projected    %,d tokens expected, %,d at worst; %s USD expected, %s at worst"
              .formatted(
                  projection.getExpectedTokens(),
                  projection.getWorstTokens(),
                  usd(projection.getExpectedCostMicroUsd()),
                  usd(projection.getWorstCostMicroUsd())));
    }
  }

  private static String usd(long microUsd) {
    return BigDecimal.valueOf(microUsd, 6).toPlainString();
  }

  private static void judgement(LoopResult result, List<String> lines) {
    VerdictView best = result.getBest();
    if (best == null) {
      lines.add("score        nothing was judged");
      return;
    }
    lines.add(
        "score        %s in iteration %d"
            .formatted(Words.score(best.getScore()), best.getIteration()));
    for (CheckResult check : best.getChecks()) {
      lines.add(
          "  %s %s%s: %s"
              .formatted(
                  check.getPassed() ? "pass" : "FAIL",
                  Words.plain(check.getName()),
                  check.getRequired() ? "" : " (optional)",
                  evidence(check)));
    }
  }

  private static String evidence(CheckResult check) {
    String found = Words.clipped(check.getFound(), EVIDENCE_LENGTH);
    return check.getPassed()
        ? found
        : "expected " + Words.clipped(check.getExpected(), EVIDENCE_LENGTH) + ", found " + found;
  }

  private static void missing(LoopResult result, List<String> lines) {
    if (!result.getMissing().isEmpty()) {
      lines.add("still missing");
      result
          .getMissing()
          .forEach(item -> lines.add("  - " + Words.clipped(item, 2 * EVIDENCE_LENGTH)));
    }
  }

  private static void files(ResultFiles files, List<String> lines) {
    switch (files) {
      case ResultFiles.None _ -> lines.add("files        none");
      case ResultFiles.Unavailable unavailable -> lines.add("files        " + unavailable.reason());
      case ResultFiles.Listed listed -> {
        lines.add("files        " + Words.count(listed.files().size(), "file"));
        for (ResultFiles.StoredFile file : listed.files()) {
          lines.add(
              "  %s  %,d bytes  %s"
                  .formatted(Words.plain(file.path()), file.sizeBytes(), file.stored()));
        }
      }
    }
  }
}
