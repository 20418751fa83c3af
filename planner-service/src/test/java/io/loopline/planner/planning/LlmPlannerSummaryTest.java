package io.loopline.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.SummaryPrompt;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.SummaryOrder;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.planner.memory.PlannerMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What old context is summarized to, in a call of its own before the plan's. */
class LlmPlannerSummaryTest {
  private static final ModelUsage FOR_SUMMARY = new ModelUsage(500, 60, 100, 20, 77, true);
  private static final ModelUsage FOR_PLAN = new ModelUsage(900, 80, 400, 10, 123, true);
  private static final String PLAN =
      """
      {"step": "look", "rationale": "See the rows.", "actions": [
        {"name": "rows", "tool": "sql", "arguments": {"script": "select 1"}}]}
      """;

  private final List<ModelCall> calls = new ArrayList<>();

  private static PlanRequest request() {
    PlanRequest request = Requests.request().kind(PlannerKind.LLM).build();
    request.getPlanner().setProfile("small");
    request.setContext(List.of(note(1, "It failed with code 7."), note(2, "Use the other file.")));
    request.setSummary(new SummaryOrder(List.of(1L), 1, 60, new PlanCaps(700L, 1_144L, 90L)));
    return request;
  }

  private static ContextEntry note(long sequence, String text) {
    return ContextEntry.newBuilder()
        .setSequence(sequence)
        .setKind(ContextKind.NUDGE)
        .setIteration(1)
        .setText(text)
        .build();
  }

  private PlanOutcome plan(PlanRequest request, ModelOutcome... answers) {
    Deque<ModelOutcome> left = new ArrayDeque<>(List.of(answers));
    Instant now = request.getExpiresAt().minusSeconds(65);
    return Plans.outcome(
        new LlmPlanner(
            call -> {
              calls.add(call);
              return left.removeFirst();
            },
            new PlaybookPlanner(Plans.TOOLS),
            PlannerMemory.NONE,
            InstantSource.fixed(now)),
        request);
  }

  private static ModelOutcome answered(String text, ModelUsage usage) {
    return new ModelOutcome.Answered(text, "small", "gpt-5-nano", usage);
  }

  private static List<String> told(ModelCall call) {
    return call.messages().stream().map(ModelMessage::text).toList();
  }

  @Test
  void shouldSummarizeFirstAndShowThePlanTheSummary() {
    // Given
    PlanRequest request = request();

    // When
    PlanOutcome outcome =
        plan(request, answered("  Code 7 came up.\n", FOR_SUMMARY), answered(PLAN, FOR_PLAN));

    // Then
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(outcome.notes().summary()).isEqualTo("Code 7 came up.");
    assertThat(outcome.notes().summaryProblem()).isNull();
    assertThat(outcome.usage()).isEqualTo(FOR_PLAN.plus(FOR_SUMMARY));
    assertThat(told(calls.get(0)))
        .containsExactly(SummaryPrompt.of(request).system(), SummaryPrompt.of(request).user());
    assertThat(told(calls.get(1)).getLast())
        .isEqualTo(PlanPrompt.of(request, List.of(), "Code 7 came up.").user())
        .contains("Code 7 came up.", "Use the other file.")
        .doesNotContain("It failed with code 7.");
  }

  /** 60 seconds are left but for the way back: half of them for the summary, all for the plan. */
  @Test
  void shouldKeepEachCallWithinItsOwnCapsAndTime() {
    // Given
    PlanRequest request = request();
    request.getStrategy().setModelStep(1);
    request.getStrategy().setTemperatureStep(2);

    // When
    plan(request, answered("Code 7.", FOR_SUMMARY), answered(PLAN, FOR_PLAN));

    // Then
    ModelCall summary = calls.get(0);
    assertThat(summary.profile()).isEqualTo("small");
    assertThat(summary.caps()).isEqualTo(new ModelCaps(700, 1_144, 90));
    assertThat(summary.output()).isNull();
    assertThat(summary.temperatureSteps() + summary.modelSteps()).isZero();
    assertThat(summary.deadline()).isEqualTo(request.getExpiresAt().minusSeconds(35));
    PlanCaps caps = request.getCaps();
    assertThat(calls.get(1).caps())
        .isEqualTo(
            new ModelCaps(
                caps.getMaxInputTokens(), caps.getMaxOutputTokens(), caps.getMaxCostMicroUsd()));
    assertThat(calls.get(1).deadline()).isEqualTo(request.getExpiresAt().minusSeconds(5));
  }

  @Test
  void shouldPlanWithADigestWhenTheSummaryCannotBeMade() {
    // Given
    PlanRequest request = request();
    Failure away = new Failure(FailureKind.TRANSIENT, "it is away", 700L, List.of());

    // When
    PlanOutcome outcome =
        plan(request, new ModelOutcome.Failed(away, FOR_SUMMARY), answered(PLAN, FOR_PLAN));

    // Then
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(outcome.notes().summary()).isNull();
    assertThat(outcome.notes().summaryProblem()).isEqualTo("TRANSIENT: it is away");
    assertThat(outcome.usage()).isEqualTo(FOR_PLAN.plus(FOR_SUMMARY));
    assertThat(told(calls.get(1)).getLast())
        .isEqualTo(PlanPrompt.of(request, List.of(), null).user())
        .contains("iteration 1: nudge: It failed with code 7.");
  }

  @Test
  void shouldPlanWithADigestWhenTheSummaryIsBlank() {
    PlanOutcome outcome = plan(request(), answered(" \n", FOR_SUMMARY), answered(PLAN, FOR_PLAN));

    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(outcome.notes().summary()).isNull();
    assertThat(outcome.notes().summaryProblem()).contains("gpt-5-nano", "no text");
  }

  @Test
  void shouldKeepTheSummaryWhenThePlanFails() {
    PlanOutcome outcome =
        plan(request(), answered("Code 7.", FOR_SUMMARY), answered("no plan", FOR_PLAN));

    assertThat(outcome).isInstanceOf(PlanOutcome.Failed.class);
    assertThat(outcome.notes().summary()).isEqualTo("Code 7.");
    assertThat(outcome.usage()).isEqualTo(FOR_PLAN.plus(FOR_SUMMARY));
  }

  @Test
  void shouldAskOnceWhenNothingIsToBeSummarized() {
    PlanRequest request = request();
    request.setSummary(null);

    PlanOutcome outcome = plan(request, answered(PLAN, FOR_PLAN));

    assertThat(calls).hasSize(1);
    assertThat(outcome.usage()).isEqualTo(FOR_PLAN);
    assertThat(outcome.notes()).isEqualTo(PlanNotes.NONE);
  }
}
