package io.loopline.loopctl.goal;

import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.PlanText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads plan files: YAML or JSON, checked by the rules the controller uses too. Stateless. */
public final class PlanFiles {
  private PlanFiles() {}

  /** Reads one plan file. */
  public static PlanReading read(Path file) {
    return switch (FileText.read(file)) {
      case FileText.Unreadable(GoalError why) -> new PlanReading.Invalid(List.of(why));
      case FileText.Text(String name, String text) -> read(name, new GoalText(text));
    };
  }

  private static PlanReading read(String name, GoalText text) {
    List<GoalProblem> problems = new ArrayList<>(text.problems());
    if (text.readable()) {
      PlanText.Reading reading = PlanText.read(text.document());
      problems.addAll(reading.problems());
      if (problems.isEmpty() && reading.plan() != null) {
        return new PlanReading.Valid(reading.plan());
      }
    }
    return new PlanReading.Invalid(
        problems.stream()
            .map(each -> new GoalError(name, text.lineOf(each.path()), each.path(), each.message()))
            .sorted(Comparator.comparingInt(GoalError::line))
            .toList());
  }
}
