package io.loopline.verifier.layer;

import io.loopline.event.Check;
import io.loopline.event.CheckResult;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import io.loopline.event.VerifyRequest;
import io.loopline.model.ModelUsage;
import java.util.List;

/**
 * Puts verdicts together. Every path to one leads through here, so that none forgets its receipts.
 */
final class Verdicts {
  private static final int MAX_REASON = 2_000;

  private final VerifyRequest request;
  private final Receipts receipts;

  Verdicts(VerifyRequest request, Receipts receipts) {
    this.request = request;
    this.receipts = receipts;
  }

  /** A layer did not hold: score 0, no check was run. A broken layer never looks like a regress. */
  Judgement broken(String layer, String version, List<String> problems) {
    return ended(VerdictDecision.CONTINUE, layer, version, problems);
  }

  /** The policy was violated: the loop has to stop. */
  Judgement unsafe(String layer, String version, List<String> problems) {
    return ended(VerdictDecision.FATAL, layer, version, problems);
  }

  /** All layers held and the checks ran. */
  Judgement checked(List<CheckResult> results, ModelUsage usage, ChecksLayer checks) {
    List<Check> wanted = request.getChecks();
    for (int i = 0; i < results.size(); i++) {
      receipts.check(wanted.get(i), checks.version(wanted.get(i)), results.get(i));
    }
    Double best = request.getBestScore();
    double score = Score.of(results);
    VerdictDecision decision = Score.decide(results, best);
    receipts.layer(
        ProgressLayer.NAME, ProgressLayer.VERSION, ProgressLayer.comparison(score, best));
    return made(decision, score, results, ProgressLayer.feedback(decision, results, best), usage);
  }

  private Judgement ended(
      VerdictDecision decision, String layer, String version, List<String> problems) {
    String reason =
        Clip.of(
            "the " + layer + " layer does not hold: " + String.join("; ", problems), MAX_REASON);
    receipts.layer(layer, version, reason);
    return made(
        decision,
        0,
        ChecksLayer.notRun(request.getChecks(), reason),
        "No check was run: " + reason,
        ModelUsage.NONE);
  }

  private Judgement made(
      VerdictDecision decision,
      double score,
      List<CheckResult> results,
      String feedback,
      ModelUsage usage) {
    Double best = request.getBestScore();
    double bestNow = best != null && best > score && best <= 1 ? best : score;
    return new Judgement.Made(
        new VerdictView(
            request.getRequest().getIteration(), decision, score, bestNow, results, feedback),
        receipts.all(),
        usage);
  }
}
