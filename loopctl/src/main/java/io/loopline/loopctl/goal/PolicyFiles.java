package io.loopline.loopctl.goal;

import io.loopline.codec.goal.GoalPolicy;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.event.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads policy files: sections of a goal file, YAML or JSON, in the place of a goal's own. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /** Reads one policy file; what it does not name stays as the goal has it. */
  public static PolicyReading read(Path file, Goal goal) {
    return switch (FileText.read(file)) {
      case FileText.Unreadable(GoalError why) -> new PolicyReading.Invalid(List.of(why));
      case FileText.Text(String name, String text) -> read(name, new GoalText(text), goal);
    };
  }

  private static PolicyReading read(String name, GoalText text, Goal goal) {
    List<GoalProblem> problems = new ArrayList<>(text.problems());
    if (text.readable()) {
      GoalPolicy.Reading reading = GoalPolicy.applied(goal, text.document());
      problems.addAll(reading.problems());
      if (problems.isEmpty() && reading.goal() != null) {
        return new PolicyReading.Valid(reading.goal());
      }
    }
    return new PolicyReading.Invalid(
        problems.stream()
            .map(each -> new GoalError(name, text.lineOf(each.path()), each.path(), each.message()))
            .sorted(Comparator.comparingInt(GoalError::line))
            .toList());
  }
}
