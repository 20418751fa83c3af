package io.loopline.planner.planning;

import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.PlanText;
import io.loopline.codec.memory.NewFact;
import io.loopline.codec.memory.Scope;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.Prompt;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Plan;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecalledMemory;
import io.loopline.event.Strategy;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelMessage.Role;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.model.OutputSchema;
import io.loopline.planner.memory.PlannerMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes plans with a language model: the prompt is a function of the request and of what memory
 * recalls for it, which the answer records; the answer is read strictly. What is wrong with an
 * answer goes back to the controller, which asks again with the errors in the window, so a repair
 * is an attempt like any other and counts against the budget. When no model can be reached, the
 * goal's playbook plans if it has one. Safe for concurrent use.
 */
final class LlmPlanner implements Planner {
  /** The answer has to travel back before the controller gives the request up. */
  private static final Duration WAY_BACK = Duration.ofSeconds(5);

  private static final int SHOWN_ANSWER = 600;
  private static final int MAX_PROBLEMS = 20;
  private static final int MAX_PROBLEM_LENGTH = 500;

  private final LanguageModel models;
  private final Planner playbooks;
  private final PlannerMemory memory;
  private final WindowSummarizer summarizer;

  /**
   * @param playbooks plans for goals that have a playbook, when no model can be reached
   * @param memory of goals that have one
   * @param clock the clock by which requests expire
   */
  LlmPlanner(LanguageModel models, Planner playbooks, PlannerMemory memory, InstantSource clock) {
    this.models = models;
    this.playbooks = playbooks;
    this.memory = memory;
    this.summarizer = new WindowSummarizer(models, clock);
  }

  @Override
  public PlanOutcome plan(PlanRequest request) throws InterruptedException {
    if (request.getMemory() == null) {
      return summarize(request, List.of());
    }
    return switch (memory.recall(request)) {
      case PlannerMemory.Recalled(List<RecalledMemory> recalled) -> summarize(request, recalled);
      case PlannerMemory.Unavailable(Failure failure) ->
          new PlanOutcome.Failed(failure, ModelUsage.NONE);
    };
  }

  /** The summary first: the prompt of the plan shows it. */
  private PlanOutcome summarize(PlanRequest request, List<RecalledMemory> recalled)
      throws InterruptedException {
    WindowSummarizer.Summary summary = summarizer.of(request, deadline(request));
    PlanNotes notes = PlanNotes.ofPrompt(recalled, summary.text(), summary.problem());
    return ask(request, notes).withUsage(summary.usage());
  }

  private PlanOutcome ask(PlanRequest request, PlanNotes notes) throws InterruptedException {
    return switch (models.ask(call(request, notes))) {
      case ModelOutcome.Answered answered -> read(request, answered, notes);
      case ModelOutcome.Failed(Failure failure, ModelUsage usage) -> {
        boolean outage = isOutage(failure.getKind());
        yield outage && !request.getPlanner().getPlaybook().isEmpty()
            ? byPlaybook(request, failure, usage, notes)
            : new PlanOutcome.Failed(failure, usage, notes);
      }
    };
  }

  private static Instant deadline(PlanRequest request) {
    return request.getExpiresAt().minus(WAY_BACK);
  }

  private static ModelCall call(PlanRequest request, PlanNotes notes) {
    Prompt prompt = PlanPrompt.of(request, notes.recalled(), notes.summary());
    PlanCaps caps = request.getCaps();
    Strategy strategy = request.getStrategy();
    return new ModelCall(
        String.valueOf(request.getPlanner().getProfile()),
        List.of(
            new ModelMessage(Role.SYSTEM, prompt.system()),
            new ModelMessage(Role.USER, prompt.user())),
        new OutputSchema("plan", PlanPrompt.answerSchema(request)),
        new ModelCaps(
            caps.getMaxInputTokens(), caps.getMaxOutputTokens(), caps.getMaxCostMicroUsd()),
        strategy.getTemperatureStep(),
        strategy.getModelStep(),
        deadline(request));
  }

  private PlanOutcome read(PlanRequest request, ModelOutcome.Answered answered, PlanNotes notes)
      throws InterruptedException {
    PlanText.Reading reading =
        PlanText.answered(
            answered.text(),
            Set.copyOf(request.getPolicy().getAllowedTools()),
            Scope.writableBy(request));
    Plan plan = reading.plan();
    if (plan == null) {
      return new PlanOutcome.Failed(noPlan(answered, reading.problems()), answered.usage(), notes);
    }
    // written before the plan is answered: what a plan builds on is remembered, or there is none
    return switch (write(request, reading.facts())) {
      case PlannerMemory.Written(List<String> keys) ->
          new PlanOutcome.Planned(plan, answered.usage(), notes.with(keys, reading.searches()));
      case PlannerMemory.Unavailable(Failure failure) ->
          new PlanOutcome.Failed(failure, answered.usage(), notes);
    };
  }

  private PlannerMemory.Write write(PlanRequest request, List<NewFact> facts)
      throws InterruptedException {
    return facts.isEmpty() ? new PlannerMemory.Written(List.of()) : memory.write(request, facts);
  }

  private static Failure noPlan(ModelOutcome.Answered answered, List<GoalProblem> found) {
    List<String> problems = new ArrayList<>();
    for (GoalProblem problem : found) {
      if (problems.size() == MAX_PROBLEMS) {
        problems.add("%d more".formatted(found.size() - MAX_PROBLEMS));
        break;
      }
      problems.add(Clip.to(problem.text(), MAX_PROBLEM_LENGTH));
    }
    String message =
        "the answer of %s (profile %s) is no plan; it began: %s"
            .formatted(
                answered.model(), answered.profile(), Clip.to(answered.text(), SHOWN_ANSWER));
    return new Failure(FailureKind.INVALID_OUTPUT, Clip.to(message, 2_000), null, problems);
  }

  private PlanOutcome byPlaybook(
      PlanRequest request, Failure outage, ModelUsage usage, PlanNotes notes)
      throws InterruptedException {
    return switch (playbooks.plan(request)) {
      case PlanOutcome.Planned planned -> new PlanOutcome.Planned(planned.plan(), usage, notes);
      case PlanOutcome.Failed failed -> {
        Failure failure = failed.failure();
        failure.setMessage(
            Clip.to(
                failure.getMessage() + "; the playbook planned because " + outage.getMessage(),
                2_000));
        yield new PlanOutcome.Failed(failure, usage, notes);
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
