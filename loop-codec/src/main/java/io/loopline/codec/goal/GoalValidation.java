package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.Goal;
import io.loopline.tool.ToolContracts;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a goal is valid: the same judgement for a goal file's document and for a goal event, as a
 * whole, every problem at once. Pure, thread-safe; reads only what is in the jars.
 */
public final class GoalValidation {
  private static final int WIRE_FORMAT_BYTES = 5;
  private static final GoalSchema SCHEMA = GoalSchema.bundled();
  private static final GoalRules RULES =
      new GoalRules(ToolRules.ofPlaybooks(ToolContracts.bundled()));

  private GoalValidation() {}

  /** Problems of a goal document (the content of a goal file); empty when it is valid. */
  public static List<GoalProblem> problems(JsonNode document) {
    List<GoalProblem> problems = new ArrayList<>(SCHEMA.problems(document));
    problems.addAll(RULES.problems(document));
    return problems;
  }

  /** Problems of a goal event from outside, with field paths; empty when it is valid. */
  public static List<GoalProblem> problems(Goal goal) {
    GoalDocument form = new GoalDocument(goal);
    List<GoalProblem> problems = new ArrayList<>(problems(form.document()));
    problems.addAll(form.problems());
    sizeProblem(goal).ifPresent(problems::add);
    return problems;
  }

  /** {@link #problems(Goal)} as lines of text, such as {@code checks[0].kind: unknown check}. */
  public static List<String> errors(Goal goal) {
    return problems(goal).stream().map(GoalProblem::text).toList();
  }

  private static Optional<GoalProblem> sizeProblem(Goal goal) {
    long bytes = EncodedSize.of(goal) + WIRE_FORMAT_BYTES;
    @Nullable GoalProblem problem =
        bytes <= LoopTopics.MAX_EVENT_BYTES
            ? null
            : new GoalProblem(
                "",
                "the goal takes %,d bytes as an event, at most %,d fit; give large inputs as files"
                    .formatted(bytes, LoopTopics.MAX_EVENT_BYTES));
    return Optional.ofNullable(problem);
  }
}
