package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.goal.GoalPolicy;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.PlanText;
import io.loopline.event.Goal;
import io.loopline.event.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that hold a part of what a goal says, YAML or JSON, checked by the rules the
 * controller uses too. Stateless.
 */
public final class PartFiles {
  private PartFiles() {}

  private record Part<T>(@Nullable T content, List<GoalProblem> problems) {}

  /** Reads a plan. */
  public static FileReading<Plan> plan(Path file) {
    return read(
        file,
        document -> {
          PlanText.Reading reading = PlanText.read(document);
          return new Part<>(reading.plan(), reading.problems());
        });
  }

  /** Reads a policy; gives the goal under it, in which stays what the file does not name. */
  public static FileReading<Goal> policy(Path file, Goal goal) {
    return read(
        file,
        document -> {
          GoalPolicy.Reading reading = GoalPolicy.applied(goal, document);
          return new Part<>(reading.goal(), reading.problems());
        });
  }

  private static <T> FileReading<T> read(Path file, Function<JsonNode, Part<T>> reader) {
    return switch (FileText.read(file)) {
      case FileText.Unreadable(GoalError why) -> new FileReading.Invalid<>(List.of(why));
      case FileText.Text(String name, String text) -> read(name, new GoalText(text), reader);
    };
  }

  private static <T> FileReading<T> read(
      String name, GoalText text, Function<JsonNode, Part<T>> reader) {
    List<GoalProblem> problems = new ArrayList<>(text.problems());
    if (text.readable()) {
      Part<T> part = reader.apply(text.document());
      problems.addAll(part.problems());
      if (problems.isEmpty() && part.content() != null) {
        return new FileReading.Valid<>(part.content());
      }
    }
    return new FileReading.Invalid<>(
        problems.stream()
            .map(each -> new GoalError(name, text.lineOf(each.path()), each.path(), each.message()))
            .sorted(Comparator.comparingInt(GoalError::line))
            .toList());
  }
}
