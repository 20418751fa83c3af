package io.loopline.planner.planning;

import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.PlanText;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.Prompt;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.Strategy;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelMessage.Role;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.model.OutputSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes plans with a language model: the prompt is a function of the request, the answer is read
 * strictly. What is wrong with an answer goes back to the controller, which asks again with the
 * errors in the window, so a repair is an attempt like any other and counts against the budget.
 * When no model can be reached, the goal's playbook plans if it has one. Safe for concurrent use.
 */
final class LlmPlanner implements Planner {
  /** The answer has to travel back before the controller gives the request up. */
  private static final Duration WAY_BACK = Duration.ofSeconds(5);

  private static final OutputSchema ANSWER = new OutputSchema("plan", PlanPrompt.answerSchema());
  private static final int SHOWN_ANSWER = 600;
  private static final int MAX_PROBLEMS = 20;
  private static final int MAX_PROBLEM_LENGTH = 500;

  private final LanguageModel models;
  private final Planner playbooks;

  /**
   * @param playbooks plans for goals that have a playbook, when no model can be reached
   */
  LlmPlanner(LanguageModel models, Planner playbooks) {
    this.models = models;
    this.playbooks = playbooks;
  }

  @Override
  public PlanOutcome plan(PlanRequest request) throws InterruptedException {
    return switch (models.ask(call(request))) {
      case ModelOutcome.Answered answered -> read(request, answered);
      case ModelOutcome.Failed(Failure failure, ModelUsage usage) -> {
        boolean outage = isOutage(failure.getKind());
        yield outage && !request.getPlanner().getPlaybook().isEmpty()
            ? byPlaybook(request, failure, usage)
            : new PlanOutcome.Failed(failure, usage);
      }
    };
  }

  private static ModelCall call(PlanRequest request) {
    Prompt prompt = PlanPrompt.of(request);
    PlanCaps caps = request.getCaps();
    Strategy strategy = request.getStrategy();
    Instant expiresAt = request.getExpiresAt();
    return new ModelCall(
        String.valueOf(request.getPlanner().getProfile()),
        List.of(
            new ModelMessage(Role.SYSTEM, prompt.system()),
            new ModelMessage(Role.USER, prompt.user())),
        ANSWER,
        new ModelCaps(
            caps.getMaxInputTokens(), caps.getMaxOutputTokens(), caps.getMaxCostMicroUsd()),
        strategy.getTemperatureStep(),
        strategy.getModelStep(),
        expiresAt.minus(WAY_BACK));
  }

  private static PlanOutcome read(PlanRequest request, ModelOutcome.Answered answered) {
    PlanText.Reading reading =
        PlanText.answered(answered.text(), Set.copyOf(request.getPolicy().getAllowedTools()));
    if (reading.plan() != null) {
      return new PlanOutcome.Planned(reading.plan(), answered.usage());
    }
    List<String> problems = new ArrayList<>();
    for (GoalProblem problem : reading.problems()) {
      if (problems.size() == MAX_PROBLEMS) {
        problems.add("%d more".formatted(reading.problems().size() - MAX_PROBLEMS));
        break;
      }
      problems.add(Clip.to(problem.text(), MAX_PROBLEM_LENGTH));
    }
    String message =
        "the answer of %s (profile %s) is no plan; it began: %s"
            .formatted(
                answered.model(), answered.profile(), Clip.to(answered.text(), SHOWN_ANSWER));
    return new PlanOutcome.Failed(
        new Failure(FailureKind.INVALID_OUTPUT, Clip.to(message, 2_000), null, problems),
        answered.usage());
  }

  private PlanOutcome byPlaybook(PlanRequest request, Failure outage, ModelUsage usage)
      throws InterruptedException {
    return switch (playbooks.plan(request)) {
      case PlanOutcome.Planned planned -> new PlanOutcome.Planned(planned.plan(), usage);
      case PlanOutcome.Failed failed -> {
        Failure failure = failed.failure();
        failure.setMessage(
            Clip.to(
                failure.getMessage() + "; the playbook planned because " + outage.getMessage(),
                2_000));
        yield new PlanOutcome.Failed(failure, usage);
      }
    };
  }

  /** Whether another provider could have answered; a request that is wrong stays wrong. */
  private static boolean isOutage(FailureKind kind) {
    return switch (kind) {
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> true;
      case INVALID_OUTPUT,
          DENIED,
          TOOL_FAILED,
          LIMIT_EXCEEDED,
          UNKNOWN_EFFECT,
          BUDGET_TOO_SMALL,
          TERMINAL,
          UNRECOGNIZED ->
          false;
    };
  }
}
