package io.loopline.verifier.layer;

import io.loopline.event.CheckResult;
import io.loopline.event.VerdictDecision;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Layer 5: the score against the best so far, and what the planner should do first, in words. */
final class ProgressLayer {
  static final String NAME = "progress";
  static final String VERSION = "1";

  private static final int MAX_FEEDBACK = 6_000;

  /** Required before optional, heavy before light; equal ones in the order of the goal. */
  private static final Comparator<CheckResult> BY_IMPORTANCE =
      Comparator.comparing(CheckResult::getRequired, Comparator.reverseOrder())
          .thenComparing(CheckResult::getWeight, Comparator.reverseOrder());

  private ProgressLayer() {}

  static String feedback(
      VerdictDecision decision, List<CheckResult> results, @Nullable Double best) {
    List<CheckResult> failed =
        results.stream().filter(result -> !result.getPassed()).sorted(BY_IMPORTANCE).toList();
    String head =
        (decision == VerdictDecision.ACHIEVED ? "Every required check passed. " : "")
            + comparison(Score.of(results), best)
            + " "
            + (results.size() - failed.size())
            + " of "
            + results.size()
            + " checks passed.";
    return Clip.of(
        failed.stream().map(ProgressLayer::line).collect(Collectors.joining("", head, "")),
        MAX_FEEDBACK);
  }

  static String comparison(double score, @Nullable Double best) {
    String now = "Score " + words(score);
    if (best == null) {
      return now + " (first verdict).";
    }
    String trend = score > best ? "better than" : score < best ? "worse than" : "equal to";
    return now + " (" + trend + " the best so far, " + words(best) + ").";
  }

  private static String line(CheckResult result) {
    return "\n- "
        + result.getName()
        + (result.getRequired() ? " (required): " : " (optional): ")
        + result.getFeedback();
  }

  private static String words(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }
}
