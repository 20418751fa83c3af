package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.BudgetDimension;
import io.loopline.event.FailureKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.PlanResult;
import io.loopline.event.StopReason;
import io.loopline.event.Verdict;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import io.loopline.model.fake.FakeUsage;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Loops that a model plans, and judges, from goal to result: real processes, scripted models. */
@ExtendWith(OnCluster.class)
@Order(40)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class LlmLoopsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JUDGED =
      """
        - { name: taste, kind: judge, profile: fake-judge, criteria: ["It is well chosen."] }
      """;

  private static final String MODELS =
      """
      models:
        fake: { input: 1000000, cached_input: 100000, output: 4000000, context_tokens: 100000, max_output_tokens: 1000 }
      profiles:
        fake: { provider: openai, base_url: "OPENAI_URL", model: fake, max_output_tokens: 1000, timeout: 20s }
        fake-judge: { provider: anthropic, base_url: "ANTHROPIC_URL", model: judge, price: fake, max_output_tokens: 1000, timeout: 20s }
        fake-down: { provider: openai, base_url: "http://127.0.0.1:9/v1", model: down, price: fake, max_output_tokens: 1000, timeout: 20s, fallbacks: [fake-judge] }
        fake-no-key: { provider: openai, base_url: "OPENAI_URL", model: fake, key: "secret:LOOPLINE_NO_SUCH_KEY", max_output_tokens: 1000, timeout: 20s }
      """;

  private ScriptedModel model;

  @BeforeAll
  void start(Cluster cluster, @TempDir Path folder) throws Exception {
    model = ScriptedModel.start(cluster, MODELS, folder);
  }

  @AfterAll
  void stop() throws Exception {
    model.stop();
  }

  private List<FakeRequest> asked(String loopId) {
    return model.asked("(" + loopId + ")");
  }

  private void script(String loopId, FakeReply... replies) {
    model.script("(" + loopId + ")", replies);
  }

  private static FakeReply write(String content) {
    return FakeReply.answer(plan(content));
  }

  private static String plan(String content) {
    return """
    {"step": "write", "rationale": "to have %1$s", "actions": [{"name": "write", "tool": "workspace",
      "arguments": {"operation": "write", "path": "out.txt", "content": "%1$s"}}]}
    """
        .formatted(content);
  }

  private static String goal(String loopId, String profile, String more) {
    return """
    objective: Write the right word into out.txt (%s).
    planner: { kind: llm, profile: %s }
    checks:
      - { name: word, kind: regex, file: out.txt, pattern: "^right$" }
    """
            .formatted(loopId, profile)
        + more;
  }

  private static LedgerLine line(LoopResult result, BudgetDimension dimension) {
    return result.getLedger().stream()
        .filter(line -> line.getDimension() == dimension)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldReachTheGoalAfterTheModelWasWrongTwice(Cluster cluster) throws Exception {
    // Given
    script("llm-wrong-twice", write("left"), write("wrong"), write("right"));

    // When
    cluster.submit(goal("llm-wrong-twice", "fake", ""), "llm-wrong-twice");
    LoopResult result = Await.result(cluster.topics(), "llm-wrong-twice");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(3);
    assertThat(line(result, BudgetDimension.TOKENS).getSpent()).isEqualTo(3 * 120);
    assertThat(line(result, BudgetDimension.COST).getSpent()).isEqualTo(3 * (100 + 4 * 20));
    assertThat(line(result, BudgetDimension.TOKENS).getReserved()).isZero();
  }

  @Test
  void shouldRebuildTheExactPromptFromTheTopics(Cluster cluster) throws Exception {
    // Given
    script("llm-prompt", write("left"), write("right"));
    cluster.submit(goal("llm-prompt", "fake", ""), "llm-prompt");
    Await.result(cluster.topics(), "llm-prompt");

    // When
    Cluster.Output output = cluster.loop("prompt", "llm-prompt", "2", "--json");

    // Then
    assertThat(output.exitCode()).as(output.err()).isZero();
    JsonNode prompt = JSON.readTree(output.out());
    JsonNode sent = asked("llm-prompt").get(1).body().path("messages");
    assertThat(sent.path(0).path("content").asText()).isEqualTo(prompt.path("system").asText());
    assertThat(sent.path(1).path("content").asText()).isEqualTo(prompt.path("user").asText());
    assertThat(prompt.path("user").asText()).contains("word (required): not passed");
    assertThat(cluster.loop("prompt", "llm-prompt", "7").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldRepairAnAnswerThatIsNoPlan(Cluster cluster) throws Exception {
    // Given
    script(
        "llm-repair",
        FakeReply.answer("I would write the word."),
        FakeReply.answer(plan("right").replace("workspace", "bash")),
        write("right"));

    // When
    cluster.submit(goal("llm-repair", "fake", ""), "llm-repair");
    LoopResult result = Await.result(cluster.topics(), "llm-repair");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(1);
    List<PlanResult> plans = cluster.topics().events(LoopTopics.PLANS, "llm-repair");
    assertThat(plans).hasSize(3);
    assertThat(plans.get(1).getFailure().getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(asked("llm-repair").get(2).prompt()).contains("unknown tool 'bash'");
    assertThat(line(result, BudgetDimension.TOKENS).getSpent()).isEqualTo(3 * 120);
  }

  @Test
  void shouldWaitAsLongAsTheProviderAsks(Cluster cluster) throws Exception {
    // Given
    script("llm-limited", FakeReply.limited("2"), write("right"));

    // When
    cluster.submit(goal("llm-limited", "fake", ""), "llm-limited");
    LoopResult result = Await.result(cluster.topics(), "llm-limited");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    PlanResult limited = cluster.topics().events(LoopTopics.PLANS, "llm-limited").getFirst();
    assertThat(limited.getFailure().getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(limited.getFailure().getRetryAfterMs()).isEqualTo(2_000);
    List<LoopTransition> transitions =
        cluster.topics().events(LoopTopics.TRANSITIONS, "llm-limited");
    assertThat(transitions)
        .extracting(LoopTransition::getPhaseAfter)
        .contains(LoopPhase.BACKING_OFF);
  }

  @Test
  void shouldAskTheFallbackWhenTheFirstProviderIsDown(Cluster cluster) throws Exception {
    // Given
    script("llm-fallback", write("right"));

    // When
    cluster.submit(goal("llm-fallback", "fake-down", ""), "llm-fallback");
    LoopResult result = Await.result(cluster.topics(), "llm-fallback");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(asked("llm-fallback"))
        .extracting(FakeRequest::protocol)
        .containsExactly(FakeProtocol.ANTHROPIC);
  }

  @Test
  void shouldStopWithTheBestSoFarWhenTheTokensAreUsedUp(Cluster cluster) throws Exception {
    // Given
    FakeReply dear = new FakeReply.Answer(plan("wrong"), FakeUsage.of(6_000, 900), false);
    script("llm-budget", dear, dear, dear, dear, dear);

    // When
    cluster.submit(goal("llm-budget", "fake", "budgets: { tokens: 20000 }\n"), "llm-budget");
    LoopResult result = Await.result(cluster.topics(), "llm-budget");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.TOKEN_BUDGET);
    assertThat(result.getBest()).isNotNull();
    assertThat(result.getWorkspace()).isNotNull();
    assertThat(line(result, BudgetDimension.TOKENS).getSpent()).isBetween(6_900L, 20_000L);
  }

  @Test
  void shouldLetAnotherModelJudge(Cluster cluster) throws Exception {
    // Given
    String said =
        "{\"criteria\":[{\"number\":1,\"met\":%s,\"evidence\":\"right\",\"reason\":\"seen\"}]}";
    script(
        "llm-judged",
        write("right"),
        FakeReply.answer(said.formatted("true")),
        FakeReply.answer(said.formatted("false")),
        FakeReply.answer(said.formatted("true")));

    // When
    cluster.submit(goal("llm-judged", "fake", JUDGED), "llm-judged");
    LoopResult result = Await.result(cluster.topics(), "llm-judged");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    Verdict verdict = cluster.topics().events(LoopTopics.VERDICTS, "llm-judged").getLast();
    assertThat(verdict.getView().getChecks().getLast().getFound())
        .isEqualTo("all met (votes 1: 2 of 3)");
    assertThat(verdict.getUsage().getInputTokens()).isEqualTo(300);
    assertThat(line(result, BudgetDimension.TOKENS).getSpent()).isEqualTo(4 * 120);
  }

  @Test
  void shouldLetTheModelSummarizeWhatLeavesTheWindow(Cluster cluster) throws Exception {
    // Given
    String loopId = "llm-summary";
    String notes = "Words that were wrong: w1 and those after it.";
    FakeReply[] words =
        Stream.concat(IntStream.rangeClosed(1, 7).mapToObj(i -> "w" + i), Stream.of("right"))
            .map(LlmLoopsIT::write)
            .toArray(FakeReply[]::new);
    script(loopId, words);
    model.scriptSummaries("(" + loopId + ")", FakeReply.answer(notes), FakeReply.answer(notes));
    String context =
        """
        context: { window_tokens: 1000, compact_at: 60, summary_tokens: 60, summarizer: llm }
        stuck: { enabled: false }
        """;

    // When
    cluster.submit(goal(loopId, "fake", context), loopId);
    LoopResult result = Await.result(cluster.topics(), loopId);

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    PlanResult told =
        cluster.topics().<PlanResult>events(LoopTopics.PLANS, loopId).stream()
            .filter(plan -> plan.getSummary() != null)
            .findFirst()
            .orElseThrow();
    assertThat(told.getSummary()).isEqualTo(notes);
    assertThat(told.getUsage().getInputTokens()).isEqualTo(2 * 100);
    List<LoopTransition> transitions = cluster.topics().events(LoopTopics.TRANSITIONS, loopId);
    assertThat(transitions)
        .flatExtracting(LoopTransition::getChanges)
        .anyMatch(change -> change.endsWith("summarized by the model"));
    assertThat(line(result, BudgetDimension.TOKENS).getSpent())
        .isEqualTo(asked(loopId).size() * 120L);
    String iteration = String.valueOf(told.getRequest().getIteration());
    assertThat(promptOf(cluster, loopId, iteration, "--summary"))
        .isEqualTo(
            asked(loopId).stream()
                .filter(ScriptedModel::isSummary)
                .findFirst()
                .orElseThrow()
                .prompt());
    String planned = promptOf(cluster, loopId, iteration);
    assertThat(planned).contains(notes).doesNotContain("\"content\":\"w1\"");
    assertThat(asked(loopId)).extracting(FakeRequest::prompt).contains(planned);
    assertThat(cluster.loop("replay", loopId).exitCode()).isZero();
  }

  private static String promptOf(Cluster cluster, String... arguments) throws Exception {
    Cluster.Output output =
        cluster.loop(
            Stream.of(Stream.of("prompt"), Stream.of(arguments), Stream.of("--json"))
                .flatMap(Function.identity())
                .toArray(String[]::new));
    assertThat(output.exitCode()).as(output.err()).isZero();
    JsonNode prompt = JSON.readTree(output.out());
    return prompt.path("system").asText() + "\n" + prompt.path("user").asText();
  }

  @Test
  void shouldEndWithWhatToChangeWhenTheKeyIsMissing(Cluster cluster) throws Exception {
    cluster.submit(goal("llm-no-key", "fake-no-key", ""), "llm-no-key");
    LoopResult result = Await.result(cluster.topics(), "llm-no-key");

    assertThat(result.getStopReason()).isEqualTo(StopReason.TERMINAL_ERROR);
    assertThat(result.getMessage()).contains("fake-no-key").contains("LOOPLINE_NO_SUCH_KEY");
    assertThat(asked("llm-no-key")).isEmpty();
  }

  @Test
  void shouldRejectAGoalOfAnUnknownProfile(Cluster cluster) throws Exception {
    cluster.submit(goal("llm-unknown", "fakee", ""), "llm-unknown");
    LoopResult result = Await.result(cluster.topics(), "llm-unknown");

    assertThat(result.getStopReason()).isEqualTo(StopReason.INVALID_GOAL);
    assertThat(result.getMessage())
        .contains("planner.profile: unknown profile 'fakee'")
        .contains("fake-judge");
  }
}
