package io.loopline.codec.prompt;

import io.loopline.event.ActionSpec;
import io.loopline.event.CheckResult;
import io.loopline.event.ContextEntry;
import io.loopline.event.Failure;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.VerdictView;
import io.loopline.prompt.Fence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The context window in words, oldest entry first. Pure. */
final class WindowText {
  private WindowText() {}

  static String of(List<ContextEntry> entries) {
    return entries.isEmpty()
        ? "Nothing has been done yet."
        : entries.stream().map(WindowText::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(ContextEntry entry) {
    int iteration = entry.getIteration();
    return switch (entry.getKind()) {
      case PLAN -> plan(entry.getPlan(), iteration);
      case OBSERVATION -> observation(entry.getObservation());
      case VERDICT -> verdict(entry.getVerdict());
      case SIGNAL -> "A person says (iteration %d):\n%s".formatted(iteration, entry.getText());
      case SUMMARY ->
          "Summary of earlier iterations:\n"
              + Fence.around("summary up to iteration " + iteration, entry.getText());
      case REPAIR ->
          "Your answer in iteration %d could not be used:\n%s"
              .formatted(iteration, Fence.around("errors", entry.getText()));
      case NUDGE -> "Watch out (iteration %d): %s".formatted(iteration, entry.getText());
      case UNRECOGNIZED -> "(an entry of a newer version, left out)";
    };
  }

  private static String plan(Plan plan, int iteration) {
    String actions =
        plan.getActions().stream().map(WindowText::action).collect(Collectors.joining("\n"));
    return "Plan of iteration %d, %s: %s\n%s"
        .formatted(
            iteration,
            plan.getStep(),
            plan.getRationale().isBlank() ? "(no reason given)" : plan.getRationale(),
            actions.isEmpty() ? "(no actions)" : actions);
  }

  private static String action(ActionSpec action) {
    return "- %s: %s %s".formatted(action.getName(), action.getTool(), action.getArgumentsJson());
  }

  private static String observation(ObservationView view) {
    StringBuilder text =
        new StringBuilder("Observation of %s (%s): ".formatted(view.getName(), view.getTool()));
    Failure failure = view.getFailure();
    text.append(failure == null ? "ok" : "failed, " + name(failure.getKind()));
    StringBuilder content = new StringBuilder();
    if (failure != null) {
      content.append(failure.getMessage()).append('\n');
      failure.getDetails().forEach(detail -> content.append(detail).append('\n'));
    }
    content.append(view.getSummary());
    if (view.getResultJson() != null) {
      content.append("\nresult: ").append(view.getResultJson());
    }
    if (!content.toString().isBlank()) {
      text.append('\n').append(Fence.around("tool " + view.getTool(), content.toString().strip()));
    }
    return text.toString();
  }

  private static String verdict(VerdictView verdict) {
    String checks =
        verdict.getChecks().stream().map(WindowText::check).collect(Collectors.joining("\n"));
    return "Verdict of iteration %d: %s, score %s (best so far %s)\n%s%s"
        .formatted(
            verdict.getIteration(),
            name(verdict.getDecision()),
            score(verdict.getScore()),
            score(verdict.getBestScore()),
            checks,
            verdict.getFeedback().isBlank()
                ? ""
                : "\n" + Fence.around("verifier", verdict.getFeedback()));
  }

  private static String check(CheckResult check) {
    String line =
        "- %s%s: %s"
            .formatted(
                check.getName(),
                check.getRequired() ? " (required)" : "",
                check.getPassed() ? "passed" : "not passed");
    return check.getPassed()
        ? line
        : line
            + "\n"
            + Fence.around(
                "check " + check.getName(),
                "expected: %s\nfound: %s\n%s"
                    .formatted(check.getExpected(), check.getFound(), check.getFeedback())
                    .strip());
  }

  private static String score(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }

  private static String name(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
