package io.loopline.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.memory.NewFact;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.planner.memory.PlannerMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LlmPlannerMemoryTest {
  private static final ModelUsage USED = new ModelUsage(900, 80, 400, 10, 123, true);
  private static final RecalledMemory RAIN =
      new RecalledMemory(
          RecallKind.FACT, "loop/loop-1/1", "loop", "It rained.", "e-1", true, "", 0.5);
  private static final Failure AWAY =
      new Failure(FailureKind.TRANSIENT, "no broker", null, List.of());
  private static final String REMEMBERING =
      """
      {"rationale": "", "actions": [], "memory":
        {"write": [{"text": "It pours.", "scope": "team=search"}], "search": ["weather"]}}
      """;

  /** In the order of what was asked: recall, the model's prompts, writes. */
  private final List<Object> log = new ArrayList<>();

  private PlannerMemory.Recall recalls = new PlannerMemory.Recalled(List.of(RAIN));
  private PlannerMemory.Write writes = new PlannerMemory.Written(List.of("label/team=search/2"));

  private final PlannerMemory memory =
      new PlannerMemory() {
        @Override
        public Recall recall(PlanRequest request) {
          log.add("recall");
          return recalls;
        }

        @Override
        public Write write(PlanRequest request, List<NewFact> facts) {
          log.add(facts);
          return writes;
        }
      };

  private static PlanRequest request() {
    PlanRequest request = Requests.request().kind(PlannerKind.LLM).build();
    request.setMemory(new MemoryPolicy(5, 3, List.of("team=search")));
    return request;
  }

  private PlanOutcome plan(PlanRequest request, String answer) {
    return Plans.outcome(
        new LlmPlanner(
            call -> {
              log.add(call.messages().stream().map(ModelMessage::text).toList());
              return new ModelOutcome.Answered(answer, "openai", "gpt-5-mini", USED);
            },
            new PlaybookPlanner(Plans.TOOLS),
            memory,
            InstantSource.fixed(Instant.EPOCH)),
        request);
  }

  private static List<String> prompt(PlanRequest request, List<RecalledMemory> recalled) {
    return List.of(
        PlanPrompt.of(request, recalled).system(), PlanPrompt.of(request, recalled).user());
  }

  @Test
  void shouldRecallAskAndWriteBeforeItAnswers() {
    // When
    PlanOutcome outcome = plan(request(), REMEMBERING);

    // Then
    assertThat(log)
        .containsExactly(
            "recall",
            prompt(request(), List.of(RAIN)),
            List.of(new NewFact("team=search", "It pours.")));
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(outcome.notes())
        .isEqualTo(
            new PlanNotes(
                List.of(RAIN), List.of("label/team=search/2"), List.of("weather"), null, null));
  }

  @Test
  void shouldWriteNothingOfAnAnswerThatCannotBeUsed() {
    // When
    PlanOutcome outcome =
        plan(
            request(),
            """
            {"rationale": "", "actions": [], "memory": {"write":
              [{"text": "Fine."}, {"text": "For all.", "scope": "global"}]}}
            """);

    // Then
    assertThat(log).hasSize(2);
    assertThat(((PlanOutcome.Failed) outcome).failure().getKind())
        .isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(((PlanOutcome.Failed) outcome).failure().getDetails())
        .containsExactly(
            "memory.write[1].scope: scope 'global' is not granted (one of loop, team=search)");
    assertThat(outcome.notes()).isEqualTo(PlanNotes.ofPrompt(List.of(RAIN), null, null));
  }

  @Test
  void shouldNotAnswerAPlanWhoseFactsAreNotWritten() {
    // Given
    writes = new PlannerMemory.Unavailable(AWAY);

    // When
    PlanOutcome outcome = plan(request(), REMEMBERING);

    // Then
    assertThat(outcome)
        .isEqualTo(
            new PlanOutcome.Failed(AWAY, USED, PlanNotes.ofPrompt(List.of(RAIN), null, null)));
  }

  @Test
  void shouldAskNoModelWhenItCannotRecall() {
    // Given
    recalls = new PlannerMemory.Unavailable(AWAY);

    // When
    PlanOutcome outcome = plan(request(), REMEMBERING);

    // Then
    assertThat(log).containsExactly("recall");
    assertThat(outcome).isEqualTo(new PlanOutcome.Failed(AWAY, ModelUsage.NONE));
  }

  @Test
  void shouldLeaveMemoryAloneWhenTheGoalHasNone() {
    // Given
    PlanRequest request = request();
    request.setMemory(null);

    // When
    PlanOutcome outcome = plan(request, REMEMBERING);

    // Then
    assertThat(log).containsExactly(prompt(request, List.of()));
    assertThat(((PlanOutcome.Failed) outcome).failure().getDetails())
        .containsExactly("memory: the goal has no memory");
  }

  @Test
  void shouldSayThatTheDeploymentHasNoMemory() throws InterruptedException {
    assertThat(PlannerMemory.NONE.recall(request()))
        .isInstanceOfSatisfying(
            PlannerMemory.Unavailable.class,
            unavailable ->
                assertThat(unavailable.failure().getMessage())
                    .contains("loopline.memory.enabled", "context.memory"));
  }
}
