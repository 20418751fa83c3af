package io.loopline.planner.planning;

import dev.cel.common.values.NullValue;
import io.loopline.event.ArtifactRef;
import io.loopline.event.CheckResult;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.Failure;
import io.loopline.event.NamedInput;
import io.loopline.event.ObservationView;
import io.loopline.event.PlanRequest;
import io.loopline.event.VerdictView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a playbook sees of a request, under the names and types of {@link PlaybookTypes}. */
final class PlaybookVariables {
  private PlaybookVariables() {}

  static Map<String, Object> of(PlanRequest request) throws PlaybookException {
    VerdictView verdict = lastVerdict(request.getContext());
    return Map.of(
        "goal",
            Map.of("objective", request.getObjective(), "constraints", request.getConstraints()),
        "inputs", inputs(request.getInputs()),
        "verdict", verdict == null ? NullValue.NULL_VALUE : verdict(verdict),
        "checks", verdict == null ? Map.of() : checks(verdict.getChecks()),
        "observations", observations(request.getContext()),
        "workspace", artifact(request.getWorkspace()),
        "signals", signals(request.getContext()),
        "strategy",
            Map.of(
                "level",
                (long) request.getStrategy().getLevel(),
                "shrink",
                request.getStrategy().getShrinkOutput()));
  }

  /** What people told the loop, oldest first. */
  private static List<String> signals(List<ContextEntry> oldestFirst) {
    return oldestFirst.stream()
        .filter(entry -> entry.getKind() == ContextKind.SIGNAL)
        .map(ContextEntry::getText)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable VerdictView lastVerdict(List<ContextEntry> oldestFirst) {
    return oldestFirst.reversed().stream()
        .map(ContextEntry::getVerdict)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> verdict(VerdictView verdict) {
    return Map.of(
        "decision", verdict.getDecision().name(),
        "score", verdict.getScore(),
        "best_score", verdict.getBestScore(),
        "feedback", verdict.getFeedback(),
        "iteration", (long) verdict.getIteration());
  }

  private static Map<String, Object> checks(List<CheckResult> checks) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (CheckResult check : checks) {
      byName.put(
          check.getName(),
          Map.of(
              "passed", check.getPassed(),
              "score", check.getScore(),
              "expected", check.getExpected(),
              "found", check.getFound(),
              "feedback", check.getFeedback(),
              "required", check.getRequired()));
    }
    return byName;
  }

  private static Map<String, Object> observations(List<ContextEntry> oldestFirst)
      throws PlaybookException {
    List<ObservationView> views =
        oldestFirst.stream().map(ContextEntry::getObservation).filter(Objects::nonNull).toList();
    int newest = views.stream().mapToInt(ObservationView::getIteration).max().orElse(0);
    Map<String, Object> byName = new LinkedHashMap<>();
    for (ObservationView view : views) {
      if (view.getIteration() == newest) {
        byName.put(view.getName(), observation(view));
      }
    }
    return byName;
  }

  private static Map<String, Object> observation(ObservationView view) throws PlaybookException {
    Failure failure = view.getFailure();
    return Map.of(
        "ok", view.getOk(),
        "tool", view.getTool(),
        "summary", view.getSummary(),
        "result", json(view.getResultJson(), "result of action " + view.getName()),
        "failure", failure == null ? NullValue.NULL_VALUE : failure(failure));
  }

  private static Map<String, Object> failure(Failure failure) {
    return Map.of(
        "kind", failure.getKind().name(),
        "message", failure.getMessage(),
        "details", failure.getDetails());
  }

  private static Map<String, Object> inputs(List<NamedInput> inputs) throws PlaybookException {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      NamedInput input = inputs.get(i);
      byName.put(input.getName(), input(input, "inputs[" + i + "].value"));
    }
    return byName;
  }

  private static Object input(NamedInput input, String field) throws PlaybookException {
    ArtifactRef file = input.getArtifact();
    if (file == null) {
      return json(input.getValueJson(), field);
    }
    // The path a playbook writes into a query is the file's path in the workspace.
    String path = Objects.requireNonNullElse(input.getPath(), input.getName());
    return Map.of("path", path, "sha256", file.getSha256(), "size", file.getSizeBytes());
  }

  private static Object artifact(@Nullable ArtifactRef artifact) {
    return artifact == null
        ? NullValue.NULL_VALUE
        : Map.of("sha256", artifact.getSha256(), "size", artifact.getSizeBytes());
  }

  private static Object json(@Nullable String json, String field) throws PlaybookException {
    if (json == null) {
      return NullValue.NULL_VALUE;
    }
    try {
      return JsonValues.toValue(JsonValues.parse(json));
    } catch (PlaybookException e) {
      throw e.in(field);
    }
  }
}
