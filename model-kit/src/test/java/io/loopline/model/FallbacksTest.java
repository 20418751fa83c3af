package io.loopline.model;

import static io.loopline.model.WireFaultsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import io.loopline.model.fake.FakeUsage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who answers when the profile that was asked for does not, and what it may use. */
class FallbacksTest {
  private static final ModelCaps FOR_TWO = new ModelCaps(10_000, 2_000, 1_000_000);

  private final ModelBench bench;

  FallbacksTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
    bench.profile("first", FakeProtocol.OPENAI, "fallbacks: [second, third]\ntimeout: 300ms");
    bench.profile("second", FakeProtocol.ANTHROPIC, "timeout: 300ms");
    bench.profile("third", FakeProtocol.OLLAMA, "");
    bench.profile("climber", FakeProtocol.OPENAI, "stronger: [strong]\ntemperature: 0.3");
    bench.profile("strong", FakeProtocol.GEMINI, "temperature: 0.9");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private List<FakeProtocol> asked() {
    return bench.server.requests().stream().map(FakeRequest::protocol).toList();
  }

  private static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of(FakeReply.error(500, "oops")),
        Arguments.of(FakeReply.error(529, "full")),
        Arguments.of(FakeReply.error(429, "slow down")),
        Arguments.of(FakeReply.error(408, "slow")));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldAskTheNextOfTheChainOnAnOutage(FakeReply outage) throws Exception {
    // Given
    bench.server.reply(outage, outage, FakeReply.answer("from the third"));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    // Then
    assertThat(outcome)
        .isEqualTo(
            new ModelOutcome.Answered(
                "from the third", "third", "m1", new ModelUsage(100, 20, 0, 0, 400, true)));
    assertThat(asked())
        .containsExactly(FakeProtocol.OPENAI, FakeProtocol.ANTHROPIC, FakeProtocol.OLLAMA);
  }

  private static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(FakeReply.error(401, "who?"), FailureKind.TERMINAL),
        Arguments.of(FakeReply.error(404, "which?"), FailureKind.TERMINAL),
        Arguments.of(FakeReply.error(413, "long"), FailureKind.BUDGET_TOO_SMALL),
        Arguments.of(new FakeReply.Refusal("no", FakeUsage.of(1, 1)), FailureKind.INVALID_OUTPUT));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void shouldAskNobodyElseWhenTheProfileItselfIsWrong(FakeReply reply, FailureKind kind)
      throws Exception {
    bench.server.reply(reply, FakeReply.answer("from the second"));

    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    assertThat(failure(outcome).getKind()).isEqualTo(kind);
    assertThat(asked()).containsExactly(FakeProtocol.OPENAI);
  }

  @Test
  void shouldPassOverAFallbackThatIsMisconfigured() throws Exception {
    bench.server.reply(
        FakeReply.error(503, "oops"), FakeReply.error(401, "who?"), FakeReply.answer("third"));

    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
  }

  @Test
  void shouldPassOverAFallbackThatIsTooSmall() throws Exception {
    bench.server.reply(
        FakeReply.error(503, "oops"), FakeReply.error(413, "long"), FakeReply.answer("third"));

    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(((ModelOutcome.Answered) outcome).profile()).isEqualTo("third");
  }

  @Test
  void shouldTellOfAnAnswerThatIsNoUseWhereverItCameFrom() throws Exception {
    // Given
    bench.server.reply(
        FakeReply.error(503, "oops"), new FakeReply.Refusal("no", FakeUsage.of(1, 1)));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    // Then it was paid for, and nobody else is asked
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(failure(outcome).getMessage()).startsWith("profile second (");
    assertThat(asked()).containsExactly(FakeProtocol.OPENAI, FakeProtocol.ANTHROPIC);
  }

  @Test
  void shouldTellOfAllWhenNobodyAnswers() throws Exception {
    // Given
    bench.server.reply(
        FakeReply.limited("9"), FakeReply.error(401, "who?"), FakeReply.error(500, "oops"));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    // Then the first one's failure and wait
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(outcome).getMessage()).startsWith("profile first (");
    assertThat(failure(outcome).getRetryAfterMs()).isEqualTo(9_000);
    assertThat(failure(outcome).getDetails()).hasSize(2);
    assertThat(failure(outcome).getDetails().get(0)).startsWith("TERMINAL profile second (");
    assertThat(failure(outcome).getDetails().get(1)).startsWith("TRANSIENT profile third (");
  }

  @Test
  void shouldAskNobodyElseWhenTheFirstMayHaveUsedTheCaps() throws Exception {
    // Given a call whose caps hold one attempt
    bench.server.reply(new FakeReply.Hang(), FakeReply.answer("from the second"));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("first"));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure(outcome).getDetails().getFirst())
        .contains("BUDGET_TOO_SMALL profile second was not asked: 0 output tokens are left");
    assertThat(outcome.usage().complete()).isFalse();
    assertThat(asked()).containsExactly(FakeProtocol.OPENAI);
  }

  @Test
  void shouldSayThatUsageIsNotAllWhenAFallbackAnswersAfterAHang() throws Exception {
    // Given
    bench.server.reply(new FakeReply.Hang(), FakeReply.answer("from the second"));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("first", FOR_TWO));

    // Then
    assertThat(outcome)
        .isEqualTo(
            new ModelOutcome.Answered(
                "from the second", "second", "m1", new ModelUsage(100, 20, 0, 0, 400, false)));
  }

  @Test
  void shouldAskTheStrongerModelAFewStepsUp() throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("strong"), FakeReply.answer("strongest there is"));

    // When
    ModelOutcome one = bench.model().ask(stepped("climber", 0, 1));
    ModelOutcome nine = bench.model().ask(stepped("climber", 0, 9));

    // Then
    assertThat(((ModelOutcome.Answered) one).profile()).isEqualTo("strong");
    assertThat(((ModelOutcome.Answered) nine).profile()).isEqualTo("strong");
    assertThat(asked()).containsExactly(FakeProtocol.GEMINI, FakeProtocol.GEMINI);
  }

  @Test
  void shouldComeBackDownWhenTheStrongerModelIsOut() throws Exception {
    bench.server.reply(FakeReply.error(500, "oops"), FakeReply.answer("own"));

    ModelOutcome outcome = bench.model().ask(stepped("climber", 0, 1));

    assertThat(((ModelOutcome.Answered) outcome).profile()).isEqualTo("climber");
  }

  @Test
  void shouldRaiseTheTemperatureByStepsUpToOne() throws Exception {
    // Given
    bench.server.replyAlways(_ -> FakeReply.answer("ok"));

    // When
    for (int steps : new int[] {0, 1, 2, 9}) {
      bench.model().ask(stepped("climber", steps, 0));
    }

    // Then
    assertThat(bench.server.requests())
        .extracting(request -> request.body().path("temperature").asDouble())
        .containsExactly(0.3, 0.5, 0.7, 1.0);
  }

  @Test
  void shouldSendNoTemperatureStepsWhenTheProfileHasNone() throws Exception {
    bench.server.reply(FakeReply.answer("ok"));

    bench.model().ask(stepped("openai", 3, 0));

    assertThat(bench.server.requests().getFirst().body().has("temperature")).isFalse();
  }

  @Test
  void shouldNotAskWhenThePromptIsLargerThanTheCaps() throws Exception {
    ModelOutcome outcome =
        bench.model().ask(ModelBench.call("openai", new ModelCaps(20, 1_000, 1_000_000)));

    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.BUDGET_TOO_SMALL);
    assertThat(failure(outcome).getMessage())
        .matches("profile openai was not asked: the prompt has [0-9]+ tokens, 20 are left .*");
    assertThat(outcome.usage()).isEqualTo(ModelUsage.NONE);
    assertThat(asked()).isEmpty();
  }

  @Test
  void shouldAllowNoLongerAnswerThanTheCapsPayFor() throws Exception {
    // Given 5,000 micro-USD at 10 a token
    bench.server.reply(FakeReply.answer("ok"));

    // When
    bench.model().ask(ModelBench.call("openai", new ModelCaps(5_000, 1_000, 5_000)));

    // Then
    int allowed = bench.server.requests().getFirst().body().path("max_tokens").asInt();
    assertThat(allowed).isBetween(480, 499);
  }

  private static ModelCall stepped(String profile, int temperatureSteps, int modelSteps) {
    ModelCall call = ModelBench.call(profile);
    return new ModelCall(
        profile, call.messages(), null, call.caps(), temperatureSteps, modelSteps, call.deadline());
  }
}
