package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.SummaryPrompt;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.SummaryOrder;
import io.loopline.topic.LoopTopics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptCommandTest {
  private final FakeBroker broker =
      new FakeBroker()
          .holding(
              LoopTopics.PLAN_REQUESTS,
              List.of(
                  request(PlannerKind.LLM, 1, 1),
                  request(PlannerKind.LLM, 2, 1),
                  request(PlannerKind.LLM, 2, 2)));

  private static PlanRequest request(PlannerKind kind, int iteration, int attempt) {
    return PlanRequest.newBuilder()
        .setEventId("demo/%d/%d".formatted(iteration, attempt))
        .setLoopId("demo")
        .setOccurredAt(Events.START)
        .setProducer(new Producer("planner-service", "planner-service-1", "test"))
        .setRequest(
            new RequestRef(
                "demo/%d/PLAN/0/%d".formatted(iteration, attempt),
                iteration,
                Step.PLAN,
                0,
                attempt))
        .setDecision(new DecisionRef("demo/1", 0, 2))
        .setExpiresAt(Events.START)
        .setObjective("Write it.")
        .setPolicy(new Policy(List.of("noop"), List.of(), List.of()))
        .setPlanner(new PlannerSpec(kind, List.of(), kind == PlannerKind.LLM ? "openai" : null))
        .build();
  }

  @Test
  void shouldPrintThePromptOfTheLastAttempt() {
    Cli cli = Cli.run(new PromptCommand(Cli.access(broker)), "demo", "2");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains(PlanPrompt.of(request(PlannerKind.LLM, 2, 2), List.of()).system())
        .contains("Iteration 2, attempt 2.");
  }

  @Test
  void shouldPrintThePromptOfTheAttemptThatIsAskedForAsJson() throws Exception {
    Cli cli =
        Cli.run(new PromptCommand(Cli.access(broker)), "demo", "2", "--attempt", "1", "--json");

    JsonNode printed = new ObjectMapper().readTree(cli.out());
    assertThat(printed.path("request_id").asText()).isEqualTo("demo/2/PLAN/0/1");
    assertThat(printed.path("profile").asText()).isEqualTo("openai");
    assertThat(printed.path("user").asText())
        .isEqualTo(PlanPrompt.of(request(PlannerKind.LLM, 2, 1), List.of()).user());
  }

  @Test
  void shouldTakeWhatWasRecalledFromTheAnswer() {
    // Given
    PlanRequest request = request(PlannerKind.LLM, 1, 1);
    request.setMemory(new MemoryPolicy(5, 3, List.of()));
    RecalledMemory rain =
        new RecalledMemory(
            RecallKind.FACT, "global/1", "global", "It rained.", "e-1", true, "", 0.5);
    PlanResult answer =
        PlanResult.newBuilder()
            .setEventId("demo/1/PLAN/0/1/answer")
            .setLoopId("demo")
            .setOccurredAt(Events.START)
            .setProducer(request.getProducer())
            .setRequest(request.getRequest())
            .setRecalled(List.of(rain))
            .build();
    FakeBroker answered =
        new FakeBroker()
            .holding(LoopTopics.PLAN_REQUESTS, request)
            .holding(LoopTopics.PLANS, answer);
    FakeBroker unanswered = new FakeBroker().holding(LoopTopics.PLAN_REQUESTS, request);

    // When
    Cli told = Cli.run(new PromptCommand(Cli.access(answered)), "demo", "1");
    Cli unknown = Cli.run(new PromptCommand(Cli.access(unanswered)), "demo", "1");

    // Then
    assertThat(told.out())
        .contains(PlanPrompt.of(request, List.of(rain)).user().stripTrailing())
        .contains("It rained.");
    assertThat(told.err()).isEmpty();
    assertThat(unknown.out()).contains("Nothing was recalled.");
    assertThat(unknown.err()).contains("no answer to demo/1/PLAN/0/1 (yet)");
  }

  @Test
  void shouldPrintTheSummaryAndThePromptItWasMadeWith() {
    // Given
    PlanRequest request = request(PlannerKind.LLM, 3, 1);
    request.setContext(
        List.of(
            ContextEntry.newBuilder()
                .setSequence(1)
                .setKind(ContextKind.NUDGE)
                .setIteration(1)
                .setText("That was tried before.")
                .build()));
    request.setSummary(new SummaryOrder(List.of(1L), 1, 60, new PlanCaps(700L, 1_144L, 90L)));
    PlanResult answer =
        PlanResult.newBuilder()
            .setEventId("demo/3/PLAN/0/1/answer")
            .setLoopId("demo")
            .setOccurredAt(Events.START)
            .setProducer(request.getProducer())
            .setRequest(request.getRequest())
            .setSummary("It rained all the time.")
            .build();
    FakeBroker answered =
        new FakeBroker()
            .holding(LoopTopics.PLAN_REQUESTS, request)
            .holding(LoopTopics.PLANS, answer);

    // When
    Cli plan = Cli.run(new PromptCommand(Cli.access(answered)), "demo", "3");
    Cli summary = Cli.run(new PromptCommand(Cli.access(answered)), "demo", "3", "--summary");
    Cli json = Cli.run(new PromptCommand(Cli.access(answered)), "demo", "3", "--summary", "--json");

    // Then
    assertThat(plan.out()).contains("It rained all the time.").doesNotContain("tried before");
    assertThat(summary.out())
        .contains(SummaryPrompt.of(request).user().stripTrailing())
        .contains("That was tried before.");
    assertThat(json.out()).contains("\"max_output_tokens\" : 1144");
  }

  @Test
  void shouldSayThatNoSummaryWasOrdered() {
    Cli cli = Cli.run(new PromptCommand(Cli.access(broker)), "demo", "1", "--summary");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("demo/1/PLAN/0/1", "ordered no summary");
  }

  @ParameterizedTest
  @CsvSource({
    "demo, 3, 'loop demo has no plan request of iteration 3; it has 1, 2, 2 (attempt 2)'",
    "other, 1, loop other has no plan request; see ./loop list"
  })
  void shouldSayWhichIterationsThereAre(String loopId, String iteration, String message) {
    Cli cli = Cli.run(new PromptCommand(Cli.access(broker)), loopId, iteration);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().strip()).isEqualTo(message);
  }

  @Test
  void shouldSayThatAPlaybookHasNoPrompt() {
    FakeBroker playbook =
        new FakeBroker().holding(LoopTopics.PLAN_REQUESTS, request(PlannerKind.PLAYBOOK, 1, 1));

    Cli cli = Cli.run(new PromptCommand(Cli.access(playbook)), "demo", "1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("planned by a playbook, which has no prompt");
  }
}
