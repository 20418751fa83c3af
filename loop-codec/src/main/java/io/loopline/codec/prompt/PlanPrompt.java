package io.loopline.codec.prompt;

import io.loopline.codec.ContextSummary;
import io.loopline.event.Check;
import io.loopline.event.ContextEntry;
import io.loopline.event.LedgerLine;
import io.loopline.event.NamedInput;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecalledMemory;
import io.loopline.prompt.Fence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exact prompt of a plan request: a pure function of the event and of what its answer says was
 * recalled and summarized, so that it can be rebuilt from the topics at any time and need not be
 * recorded. Order: rules, tools and form of the answer (the same for all loops), then the goal (the
 * same for all requests of a loop), the window (grows at its end), and last what is new each time.
 */
public final class PlanPrompt {
  private static final String ROLE =
      """
      You are the planner of a loop that works towards a goal by itself: you plan, tools execute your \
      actions, a verifier judges the result by the goal's checks, and you are asked again until all \
      required checks pass or a budget is used up. You plan one iteration at a time.

      Rules:
      - Plan the actions that bring the checks nearer to passing, and no others. Do not repeat what failed \
      without changing it.
      - Actions run in order, each on the workspace the one before left. After a failed action the rest of \
      the plan is not run.
      - You see only clipped outputs; read a file when you need its content.
      - You cannot ask questions. Nobody answers but the tools and the verifier.
      - The verifier alone decides whether the goal is reached; you cannot say so.
      """;

  private PlanPrompt() {}

  /** JSON schema of the answer that the prompt of this request asks for. */
  public static String answerSchema(PlanRequest request) {
    return request.getMemory() == null ? AnswerSchema.WITHOUT_MEMORY : AnswerSchema.WITH_MEMORY;
  }

  /** The prompt of a request that orders no summary. */
  public static Prompt of(PlanRequest request, List<RecalledMemory> recalled) {
    return of(request, recalled, null);
  }

  /**
   * The prompt of a request.
   *
   * @param recalled what the planner recalled, in its order; not looked at when the goal has no
   *     memory
   * @param summary what its model made of the entries that the request wants summarized; null when
   *     it wants none or the model made none
   */
  public static Prompt of(
      PlanRequest request, List<RecalledMemory> recalled, @Nullable String summary) {
    return new Prompt(
        system(request), user(request, recalled, ContextSummary.window(request, summary)));
  }

  private static String system(PlanRequest request) {
    return ROLE
        + "- "
        + Fence.RULE
        + "\n\n## Tools\n\n"
        + ToolText.of(request.getPolicy().getAllowedTools())
        + "\n\n## Your answer\n\nOne JSON object and nothing else, by this schema:\n"
        + answerSchema(request)
        + "\n";
  }

  private static String user(
      PlanRequest request, List<RecalledMemory> recalled, List<ContextEntry> window) {
    List<String> parts = new ArrayList<>();
    parts.add("## Goal\n\n" + request.getObjective());
    section(parts, "Constraints", request.getConstraints().stream().map(each -> "- " + each));
    section(parts, "Inputs", request.getInputs().stream().map(PlanPrompt::input));
    section(
        parts,
        "Checks the verifier runs on the workspace",
        request.getChecks().stream().map(PlanPrompt::check));
    section(
        parts,
        "Paths no tool may touch",
        request.getPolicy().getDeniedPaths().stream().map(each -> "- " + each));
    parts.add("## What happened so far\n\n" + WindowText.of(window));
    if (request.getMemory() != null) {
      parts.add("## Memory\n\n" + MemoryText.of(request, recalled));
    }
    parts.add("## Now\n\n" + now(request));
    return String.join("\n\n", parts) + "\n";
  }

  private static void section(List<String> parts, String title, Stream<String> lines) {
    String text = lines.collect(Collectors.joining("\n"));
    if (!text.isEmpty()) {
      parts.add("## " + title + "\n\n" + text);
    }
  }

  private static String input(NamedInput input) {
    return input.getPath() == null
        ? "- %s:\n%s"
            .formatted(
                input.getName(),
                Fence.around("input " + input.getName(), String.valueOf(input.getValueJson())))
        : "- %s: file %s".formatted(input.getName(), input.getPath());
  }

  private static String check(Check check) {
    return "- %s (%s%s): %s"
        .formatted(
            check.getName(),
            check.getKind().name().toLowerCase(Locale.ROOT),
            check.getRequired() ? ", required" : "",
            check.getConfigJson());
  }

  private static String now(PlanRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Iteration %d, attempt %d. Budgets left: %s."
            .formatted(
                request.getRequest().getIteration(),
                request.getRequest().getAttempt(),
                request.getLedger().stream()
                    .map(PlanPrompt::left)
                    .collect(Collectors.joining(", "))));
    if (request.getWrapUp() != null) {
      lines.add(request.getWrapUp());
    }
    if (request.getStrategy().getLevel() > 0) {
      lines.add(
          "There was no progress for a while (strategy level %d): take another way than before."
              .formatted(request.getStrategy().getLevel()));
    }
    if (request.getStrategy().getShrinkOutput()) {
      lines.add("Keep your answer short.");
    }
    lines.add("Answer with the plan of this iteration, as one JSON object.");
    return String.join("\n", lines);
  }

  private static String left(LedgerLine line) {
    // what is held for this request is the planner's to use
    long left = Math.max(0, line.getLimit() - line.getSpent());
    return switch (line.getDimension()) {
      case COST ->
          "cost " + BigDecimal.valueOf(left, 6).stripTrailingZeros().toPlainString() + " USD";
      case WALL_CLOCK -> "time " + left / 1_000 + " s";
      case ITERATIONS, TOKENS, TOOL_CALLS, CHILDREN, UNRECOGNIZED ->
          line.getDimension().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + left;
    };
  }
}
