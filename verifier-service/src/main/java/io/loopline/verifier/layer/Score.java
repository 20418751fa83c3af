package io.loopline.verifier.layer;

import io.loopline.event.CheckResult;
import io.loopline.event.VerdictDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Score and decision of an iteration from its check results. */
final class Score {
  /** Smaller differences are rounding. */
  private static final double NOISE = 1e-9;

  private Score() {}

  /** Mean of the scores by weight, 0 to 1. */
  static double of(List<CheckResult> results) {
    double weights = 0;
    double sum = 0;
    for (CheckResult result : results) {
      weights += result.getWeight();
      sum += result.getWeight() * result.getScore();
    }
    return weights > 0 ? Math.clamp(sum / weights, 0.0, 1.0) : 0;
  }

  /** A goal whose checks are all optional is achieved when all of them pass. */
  static boolean achieved(List<CheckResult> results) {
    boolean anyRequired = results.stream().anyMatch(CheckResult::getRequired);
    return !results.isEmpty()
        && results.stream()
            .filter(result -> result.getRequired() || !anyRequired)
            .allMatch(CheckResult::getPassed);
  }

  static VerdictDecision decide(List<CheckResult> results, @Nullable Double best) {
    if (achieved(results)) {
      return VerdictDecision.ACHIEVED;
    }
    return best != null && of(results) < best - NOISE
        ? VerdictDecision.REGRESSED
        : VerdictDecision.CONTINUE;
  }
}
