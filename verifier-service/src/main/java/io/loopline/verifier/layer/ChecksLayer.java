package io.loopline.verifier.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.Failure;
import io.loopline.event.PlanCaps;
import io.loopline.event.VerifyRequest;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelUsage;
import io.loopline.verifier.check.CannotRun;
import io.loopline.verifier.check.CheckCatalogue;
import io.loopline.verifier.check.CheckOutcome;
import io.loopline.verifier.check.CheckRunner;
import io.loopline.verifier.check.Judged;
import io.loopline.verifier.check.WorkspaceCheck;
import io.loopline.verifier.judge.Judge;
import io.loopline.verifier.judge.JudgeOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layers 3 and 7: runs every check of the goal on the restored workspace, in order, and believes
 * only that. Models judge last, and only when every required check of another kind has passed: what
 * a program can refuse costs no tokens.
 */
final class ChecksLayer {
  private static final int MAX_TEXT = 500;

  /** The verdict has to travel back before the controller gives the request up. */
  private static final Duration WAY_BACK = Duration.ofSeconds(5);

  private static final CheckOutcome NOT_ASKED =
      CheckOutcome.fail(
          "a model to judge it", "not asked: a required check of another kind does not pass");

  private final CheckCatalogue catalogue;
  private final CheckRunner runner;
  private final Judge judge;

  ChecksLayer(CheckCatalogue catalogue, CheckRunner runner, Judge judge) {
    this.catalogue = catalogue;
    this.runner = runner;
    this.judge = judge;
  }

  /**
   * Runs them.
   *
   * @throws CannotRun if a required check cannot run on this machine; an optional one did not pass
   */
  ChecksRun run(VerifyRequest request, Judged judged)
      throws InterruptedException, CannotRun, IOException {
    List<CheckResult> results = new ArrayList<>();
    for (Check check : request.getChecks()) {
      results.add(
          check.getKind() == CheckKind.JUDGE
              ? result(check, NOT_ASKED)
              : result(check, outcome(check, judged)));
    }
    boolean refused =
        results.stream()
            .anyMatch(each ->
                each.getKind() != CheckKind.JUDGE && each.getRequired() && !each.getPassed());
    return refused
        ? new ChecksRun.Done(results, ModelUsage.NONE)
        : judged(request, judged, results);
  }

  private ChecksRun judged(VerifyRequest request, Judged judged, List<CheckResult> results)
      throws InterruptedException, IOException {
    ModelUsage used = ModelUsage.NONE;
    List<Check> checks = request.getChecks();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      if (check.getKind() != CheckKind.JUDGE) {
        continue;
      }
      JudgeOutcome outcome =
          judge.judge(
              JsonText.parse(check.getConfigJson()).orElseGet(MissingNode::getInstance),
              request.getObjective(),
              judged.root(),
              judged.hashes().keySet(),
              left(request.getCaps(), used),
              Duration.ofMillis(check.getTimeoutMs()),
              request.getExpiresAt().minus(WAY_BACK));
      used = used.plus(outcome.usage());
      switch (outcome) {
        case JudgeOutcome.Judged(CheckOutcome said, ModelUsage _) ->
            results.set(i, result(check, said));
        case JudgeOutcome.NotJudged(Failure failure, ModelUsage _) -> {
          if (check.getRequired()) {
            return new ChecksRun.NoVerdict(named(check, failure), used);
          }
          results.set(
              i, result(check, CheckOutcome.error("a model to judge", failure.getMessage())));
        }
      }
    }
    return new ChecksRun.Done(results, used);
  }

  private static ModelCaps left(PlanCaps caps, ModelUsage used) {
    return new ModelCaps(
        Math.max(0, caps.getMaxInputTokens() - used.inputTokens()),
        Math.max(0, caps.getMaxOutputTokens() - used.outputTokens()),
        Math.max(0, caps.getMaxCostMicroUsd() - used.costMicroUsd()));
  }

  private static Failure named(Check check, Failure failure) {
    String message = "check '" + check.getName() + "': " + failure.getMessage();
    return Failure.newBuilder(failure).setMessage(Clip.of(message, 2_000)).build();
  }

  /** The results when an earlier layer did not hold: nothing was looked at, nothing passed. */
  static List<CheckResult> notRun(List<Check> checks, String why) {
    return checks.stream()
        .map(check -> result(check, CheckOutcome.error(kind(check) + " check to run", why)))
        .toList();
  }

  String version(Check check) {
    return check.getKind() == CheckKind.JUDGE
        ? Judge.VERSION
        : catalogue.find(check.getKind()).map(WorkspaceCheck::version).orElse("none");
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
