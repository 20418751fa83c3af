package io.loopline.planner.planning;

import io.loopline.codec.prompt.Prompt;
import io.loopline.codec.prompt.SummaryPrompt;
import io.loopline.event.Failure;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.SummaryOrder;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelMessage.Role;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the summary that a plan request orders, with the model that plans. A summary that cannot be
 * made is no failure of the plan: a digest stands in its place. Safe for concurrent use.
 */
final class WindowSummarizer {
  private static final int MAX_PROBLEM_LENGTH = 500;

  private final LanguageModel models;
  private final InstantSource clock;

  WindowSummarizer(LanguageModel models, InstantSource clock) {
    this.models = models;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param text the summary; null when none was ordered or made
   * @param problem why none was made; null when one was, or none was ordered
   * @param usage what it used of the model
   */
  record Summary(@Nullable String text, @Nullable String problem, ModelUsage usage) {
    static final Summary NOT_ORDERED = new Summary(null, null, ModelUsage.NONE);

    private static Summary failed(String problem, ModelUsage usage) {
      return new Summary(null, Clip.to(problem, MAX_PROBLEM_LENGTH), usage);
    }
  }

  /** The summary of a request, in at most half of the time that is left. */
  Summary of(PlanRequest request, Instant deadline) throws InterruptedException {
    SummaryOrder order = request.getSummary();
    if (order == null) {
      return Summary.NOT_ORDERED;
    }
    Instant now = clock.instant();
    Instant half = now.plus(Duration.between(now, deadline).dividedBy(2));
    return switch (models.ask(call(request, order, half))) {
      case ModelOutcome.Answered answered -> read(answered, order);
      case ModelOutcome.Failed(Failure failure, ModelUsage usage) ->
          Summary.failed(failure.getKind() + ": " + failure.getMessage(), usage);
    };
  }

  private static Summary read(ModelOutcome.Answered answered, SummaryOrder order) {
    String text = SummaryPrompt.read(answered.text(), order);
    return text.isEmpty()
        ? Summary.failed(
            "%s (profile %s) answered with no text".formatted(answered.model(), answered.profile()),
            answered.usage())
        : new Summary(text, null, answered.usage());
  }

  private static ModelCall call(PlanRequest request, SummaryOrder order, Instant deadline) {
    Prompt prompt = SummaryPrompt.of(request);
    PlanCaps caps = order.getCaps();
    return new ModelCall(
        String.valueOf(request.getPlanner().getProfile()),
        List.of(
            new ModelMessage(Role.SYSTEM, prompt.system()),
            new ModelMessage(Role.USER, prompt.user())),
        null,
        new ModelCaps(
            caps.getMaxInputTokens(), caps.getMaxOutputTokens(), caps.getMaxCostMicroUsd()),
        0,
        0,
        deadline);
  }
}
