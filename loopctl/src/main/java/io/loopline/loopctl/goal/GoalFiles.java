package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.GoalRecord;
import io.loopline.codec.goal.GoalValidation;
import io.loopline.event.Goal;
import io.loopline.workbench.artifact.ArtifactStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads goal files: YAML or JSON, checked by the rules the controller uses too. Stateless; as safe
 * for many threads as its artifact store.
 */
public final class GoalFiles {
  private final ArtifactStore store;

  public GoalFiles(ArtifactStore store) {
    this.store = requireNonNull(store, "store is null");
  }

  /**
   * Reads one goal file. The files it names as inputs are put into the artifact store once the
   * whole goal was found valid.
   *
   * @param envelope what the event says about itself
   * @param loopId loop id for a goal that names none
   * @throws UncheckedIOException if the artifact store fails
   */
  public GoalReading read(Path file, GoalEnvelope envelope, String loopId) {
    return switch (FileText.read(file)) {
      case FileText.Unreadable(GoalError why) -> new GoalReading.Invalid(List.of(why));
      case FileText.Text(String name, String text) -> {
        Path directory = requireNonNull(file.toAbsolutePath().getParent());
        yield new OneFile(name, new GoalText(text), new GoalInputs(directory))
            .read(envelope, loopId);
      }
    };
  }

  private final class OneFile {
    private final String name;
    private final GoalText text;
    private final GoalInputs inputs;

    OneFile(String name, GoalText text, GoalInputs inputs) {
      this.name = name;
      this.text = text;
      this.inputs = inputs;
    }

    GoalReading read(GoalEnvelope envelope, String loopId) {
      List<GoalProblem> problems = problems(envelope, loopId);
      if (!problems.isEmpty()) {
        return new GoalReading.Invalid(
            problems.stream()
                .map(each -> error(each))
                .sorted(Comparator.comparingInt(GoalError::line))
                .toList());
      }
      Goal goal =
          GoalRecord.of(text.document(), envelope, loopId, file -> inputs.stored(file, store));
      return new GoalReading.Valid(goal);
    }

    private List<GoalProblem> problems(GoalEnvelope envelope, String loopId) {
      List<GoalProblem> problems = new ArrayList<>(text.problems());
      if (!text.readable()) {
        return problems;
      }
      JsonNode document = text.document();
      problems.addAll(GoalValidation.problems(document));
      problems.addAll(inputs.problems(document));
      if (problems.isEmpty()) {
        // as an event it has a size, and the controller judges that form
        Goal trial = GoalRecord.of(document, envelope, loopId, inputs::placeholder);
        problems.addAll(GoalValidation.problems(trial));
      }
      return problems;
    }

    private GoalError error(GoalProblem problem) {
      return new GoalError(name, text.lineOf(problem.path()), problem.path(), problem.message());
    }
  }
}
