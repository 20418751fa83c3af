package io.loopline.verifier.layer;

import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.VerifyRequest;
import io.loopline.verifier.check.CheckCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Decides before any work whether a goal can be judged at all. */
final class Judgeable {
  private Judgeable() {}

  /** Why no verdict is possible, naming the checks; empty when one is. */
  static Optional<Failure> refusal(VerifyRequest request, CheckCatalogue catalogue) {
    List<Check> checks = request.getChecks();
    List<String> problems = new ArrayList<>();
    try {
      PolicyLayer.globs(request.getPolicy());
    } catch (PatternSyntaxException bad) {
      problems.add("a denied path is not a glob: " + bad.getMessage());
    }
    if (checks.isEmpty()) {
      problems.add("the goal has no checks");
    }
    Set<String> names = new HashSet<>();
    for (Check check : checks) {
      String who = "check '" + check.getName() + "'";
      if (!names.add(check.getName())) {
        problems.add(who + " is named twice");
      }
      if (!(check.getWeight() > 0) || Double.isInfinite(check.getWeight())) {
        problems.add(who + " has weight " + check.getWeight() + "; it must be above 0");
      }
      if (check.getTimeoutMs() <= 0) {
        problems.add(who + " has a time limit of " + check.getTimeoutMs() + " ms");
      }
      if (check.getRequired()
          && check.getKind() != CheckKind.JUDGE
          && catalogue.find(check.getKind()).isEmpty()) {
        problems.add(
            "required " + who + " is of kind " + check.getKind() + ", which cannot run here");
      }
    }
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String message = Clip.of("no verdict is possible: " + String.join("; ", problems), 2_000);
    return Optional.of(new Failure(FailureKind.TERMINAL, message, null, List.of()));
  }
}
