package io.loopline.verifier.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.loopline.event.Check;
import io.loopline.event.CheckResult;
import io.loopline.verifier.check.CannotRun;
import io.loopline.verifier.check.CheckCatalogue;
import io.loopline.verifier.check.CheckOutcome;
import io.loopline.verifier.check.CheckRunner;
import io.loopline.verifier.check.Judged;
import io.loopline.verifier.check.WorkspaceCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layer 3: runs every check of the goal on the restored workspace, in order, and believes only
 * that.
 */
final class ChecksLayer {
  private static final int MAX_TEXT = 500;

  private final CheckCatalogue catalogue;
  private final CheckRunner runner;

  ChecksLayer(CheckCatalogue catalogue, CheckRunner runner) {
    this.catalogue = catalogue;
    this.runner = runner;
  }

  /**
   * Runs them.
   *
   * @throws CannotRun if a required check cannot run on this machine; an optional one did not pass
   */
  List<CheckResult> run(List<Check> checks, Judged judged) throws InterruptedException, CannotRun {
    List<CheckResult> results = new ArrayList<>();
    for (Check check : checks) {
      results.add(result(check, outcome(check, judged)));
    }
    return results;
  }

  /** The results when an earlier layer did not hold: nothing was looked at, nothing passed. */
  static List<CheckResult> notRun(List<Check> checks, String why) {
    return checks.stream()
        .map(check -> result(check, CheckOutcome.error(kind(check) + " check to run", why)))
        .toList();
  }

  String version(Check check) {
    return catalogue.find(check.getKind()).map(WorkspaceCheck::version).orElse("none");
  }

  private CheckOutcome outcome(Check check, Judged judged) throws InterruptedException, CannotRun {
    Optional<WorkspaceCheck> found = catalogue.find(check.getKind());
    if (found.isEmpty()) {
      return CheckOutcome.error(
          kind(check) + " check to run", "checks of kind " + check.getKind() + " cannot run here");
    }
    JsonNode settings = JsonText.parse(check.getConfigJson()).orElseGet(MissingNode::getInstance);
    try {
      return runner.run(
          found.get(), settings, judged.within(Duration.ofMillis(check.getTimeoutMs())));
    } catch (CannotRun unable) {
      if (check.getRequired()) {
        throw unable.of("check '" + check.getName() + "' of kind " + check.getKind());
      }
      return CheckOutcome.error(kind(check) + " check to run", String.valueOf(unable.getMessage()));
    }
  }

  private static String kind(Check check) {
    return check.getKind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static CheckResult result(Check check, CheckOutcome outcome) {
    return CheckResult.newBuilder()
        .setName(check.getName())
        .setKind(check.getKind())
        .setPassed(outcome.passed())
        .setRequired(check.getRequired())
        .setWeight(check.getWeight())
        .setScore(outcome.score())
        .setExpected(Clip.of(outcome.expected(), MAX_TEXT))
        .setFound(Clip.of(outcome.found(), MAX_TEXT))
        .setFeedback(Clip.of(outcome.feedback(), 2 * MAX_TEXT))
        .build();
  }
}
