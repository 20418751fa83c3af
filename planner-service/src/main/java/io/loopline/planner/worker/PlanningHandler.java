package io.loopline.planner.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Failure;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.Producer;
import io.loopline.event.TokenUsage;
import io.loopline.model.ModelUsage;
import io.loopline.planner.planning.PlanNotes;
import io.loopline.planner.planning.PlanOutcome;
import io.loopline.planner.planning.Planner;
import io.loopline.service.StepHandler;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers plan requests. The answer's event id comes from the request id alone, so that the same
 * request answered twice, by whichever instance, is one event. Safe for concurrent use.
 */
final class PlanningHandler implements StepHandler<PlanRequest, PlanResult> {
  private final Planner planner;
  private final Producer producer;
  private final InstantSource clock;

  PlanningHandler(Planner planner, Producer producer, InstantSource clock) {
    this.planner = requireNonNull(planner, "planner is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public PlanResult answer(PlanRequest request) throws InterruptedException {
    return switch (planner.plan(request)) {
      case PlanOutcome.Planned(Plan plan, ModelUsage usage, PlanNotes notes) ->
          noted(result(request, plan, null, usage(usage)), notes);
      case PlanOutcome.Failed(Failure failure, ModelUsage usage, PlanNotes notes) ->
          noted(result(request, null, failure, usage(usage)), notes);
    };
  }

  private static PlanResult noted(PlanResult result, PlanNotes notes) {
    result.setRecalled(notes.recalled());
    result.setRemembered(notes.remembered());
    result.setSearches(notes.searches());
    result.setSummary(notes.summary());
    result.setSummaryProblem(notes.summaryProblem());
    return result;
  }

  private static TokenUsage usage(ModelUsage usage) {
    return new TokenUsage(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cachedTokens(),
        usage.costMicroUsd(),
        !usage.complete(),
        usage.reasoningTokens(),
        usage.cacheWriteTokens());
  }

  @Override
  public PlanResult failure(PlanRequest request, Failure failure) {
    // what the attempt used that this speaks of is not known; a playbook uses nothing
    boolean unknown = request.getPlanner().getKind() == PlannerKind.LLM;
    return result(request, null, failure, new TokenUsage(0L, 0L, 0L, 0L, unknown, 0L, 0L));
  }

  private PlanResult result(
      PlanRequest request, @Nullable Plan plan, @Nullable Failure failure, TokenUsage usage) {
    return new PlanResult(
        request.getRequest().getRequestId() + "/answer",
        request.getLoopId(),
        clock.instant(),
        producer,
        request.getRequest(),
        plan,
        failure,
        usage,
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }
}
