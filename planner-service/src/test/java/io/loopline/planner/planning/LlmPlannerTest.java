package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.planner.memory.PlannerMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LlmPlannerTest {
  private static final ModelUsage USED = new ModelUsage(900, 80, 400, 10, 123, true);

  private static final String PLAN =
      """
      {"step": "look", "rationale": "See the rows.", "actions": [
        {"name": "rows", "tool": "sql", "arguments": {"script": "select 1"}, "parallel": true}]}
      """;

  private final List<ModelCall> calls = new ArrayList<>();

  private PlanOutcome plan(ModelOutcome answer, Requests request) {
    return Plans.outcome(
        new LlmPlanner(
            call -> {
              calls.add(call);
              return answer;
            },
            new PlaybookPlanner(Plans.TOOLS),
            PlannerMemory.NONE,
            InstantSource.fixed(Instant.EPOCH)),
        request.kind(PlannerKind.LLM).build());
  }

  private static ModelOutcome answered(String text) {
    return new ModelOutcome.Answered(text, "openai", "gpt-5-mini", USED);
  }

  private static ModelOutcome failed(FailureKind kind) {
    return new ModelOutcome.Failed(new Failure(kind, "it is away", 700L, List.of()), USED);
  }

  private static Failure failure(PlanOutcome outcome) {
    assertThat(outcome).isInstanceOf(PlanOutcome.Failed.class);
    return ((PlanOutcome.Failed) outcome).failure();
  }

  @Test
  void shouldPlanWhatTheModelAnswered() {
    // When
    PlanOutcome outcome = plan(answered(PLAN), request());

    // Then
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    Plan plan = ((PlanOutcome.Planned) outcome).plan();
    assertThat(plan.getStep()).isEqualTo("look");
    assertThat(plan.getRationale()).isEqualTo("See the rows.");
    assertThat(plan.getActions()).hasSize(1);
    assertThat(plan.getActions().getFirst().getTool()).isEqualTo("sql");
    assertThat(plan.getActions().getFirst().getParallel()).isTrue();
    assertThat(outcome.usage()).isEqualTo(USED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Here is the plan:\\n```json\\n|\\n```", "|  That is all. {}", "\\n|\\n"})
  void shouldFindThePlanInWhatStandsAroundIt(String before, String after) {
    String text =
        (before == null ? "" : before.replace("\\n", "\n"))
            + PLAN
            + (after == null ? "" : after.replace("\\n", "\n"));

    assertThat(plan(answered(text), request())).isInstanceOf(PlanOutcome.Planned.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I cannot help with that | there is no JSON object in the answer",
        "{\"actions\": [ | not JSON: ",
        "{\"actions\": []} | rationale: missing",
        "{\"rationale\": \"\", \"actions\": [{\"name\": \"a\", \"tool\": \"bash\", \"arguments\": {}}]} | actions[0].tool: unknown tool 'bash'",
        "{\"rationale\": \"\", \"actions\": [{\"name\": \"a\", \"tool\": \"sql\", \"arguments\": {\"x\": 1}}]} | actions[0].arguments.x: unknown argument 'x'",
        "{\"rationale\": \"\", \"actions\": [{\"name\": \"a\", \"tool\": \"workspace\", \"arguments\": {\"operation\": \"read\"}}]} | actions[0].arguments.path: missing",
        "{\"rationale\": \"\", \"actions\": [{\"name\": \"a\", \"tool\": \"workspace\", \"arguments\": {\"operation\": \"{{ x }}\"}}]} | actions[0].arguments.operation: ",
        "{\"rationale\": \"\", \"plan\": 1, \"actions\": []} | plan: unknown field 'plan'"
      })
  void shouldSayWhatIsWrongWhenTheAnswerIsNoPlan(String answer, String problem) {
    // When
    PlanOutcome outcome = plan(answered(answer), request());

    // Then
    Failure failure = failure(outcome);
    assertThat(failure.getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(failure.getMessage())
        .startsWith("the answer of gpt-5-mini (profile openai) is no plan; it began: ");
    assertThat(failure.getDetails()).anySatisfy(each -> assertThat(each).startsWith(problem));
    assertThat(outcome.usage()).isEqualTo(USED);
  }

  @Test
  void shouldRefuseAToolThatThePolicyDoesNotAllow() {
    Failure failure = failure(plan(answered(PLAN), request().allowing("noop")));

    assertThat(failure.getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(failure.getDetails())
        .containsExactly("actions[0].tool: tool 'sql' is not in policy.allowed_tools");
  }

  @Test
  void shouldBoundWhatItSaysOfAnEndlessAnswer() {
    String endless = "{\"rationale\": \"" + "x".repeat(5_000_000);

    Failure failure = failure(plan(answered(endless), request()));

    assertThat(failure.getMessage().length()).isLessThan(1_000);
    assertThat(failure.getDetails()).allSatisfy(each -> assertThat(each.length()).isLessThan(600));
  }

  @Test
  void shouldAskWithThePromptTheCapsAndTheStrategyOfTheRequest() {
    // Given
    PlanRequest request = request().kind(PlannerKind.LLM).build();

    // When
    plan(answered(PLAN), request());

    // Then
    ModelCall call = calls.getFirst();
    assertThat(call.messages())
        .extracting(ModelMessage::text)
        .containsExactly(
            PlanPrompt.of(request, List.of()).system(), PlanPrompt.of(request, List.of()).user());
    assertThat(call.output()).isNotNull();
    assertThat(call.caps().inputTokens()).isEqualTo(request.getCaps().getMaxInputTokens());
    assertThat(call.deadline()).isEqualTo(request.getExpiresAt().minus(Duration.ofSeconds(5)));
    assertThat(call.temperatureSteps()).isEqualTo(request.getStrategy().getTemperatureStep());
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TRANSIENT", "RATE_LIMITED", "TIMEOUT", "BUDGET_TOO_SMALL", "TERMINAL"})
  void shouldHandTheFailureOfTheModelOn(FailureKind kind) {
    PlanOutcome outcome = plan(failed(kind), request());

    assertThat(failure(outcome)).isEqualTo(new Failure(kind, "it is away", 700L, List.of()));
    assertThat(outcome.usage()).isEqualTo(USED);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TRANSIENT", "RATE_LIMITED", "TIMEOUT"})
  void shouldPlanByThePlaybookWhenNoModelCanBeReached(FailureKind kind) {
    PlanOutcome outcome =
        plan(failed(kind), request().step("by-hand", null, action("a", "noop", "{}")));

    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(((PlanOutcome.Planned) outcome).plan().getStep()).isEqualTo("by-hand");
    assertThat(outcome.usage()).isEqualTo(USED);
  }

  @Test
  void shouldNotPlanByThePlaybookWhenTheRequestIsWrong() {
    PlanOutcome outcome =
        plan(
            failed(FailureKind.TERMINAL),
            request().step("by-hand", null, action("a", "noop", "{}")));

    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TERMINAL);
  }
}
