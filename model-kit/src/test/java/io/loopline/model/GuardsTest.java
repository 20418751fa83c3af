package io.loopline.model;

import static io.loopline.model.WireFaultsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One loop's discovery of an outage spares all others; nobody waits longer than its deadline. */
@Timeout(60)
class GuardsTest {
  private final HandClock clock = new HandClock();
  private final ModelBench bench;

  GuardsTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
    bench.profile("same-server", FakeProtocol.OPENAI, "");
    bench.profile("sheltered", FakeProtocol.OPENAI, "fallbacks: [ollama]");
    bench.profile("slow", FakeProtocol.OPENAI, "requests_per_minute: 1");
    bench.profile("thin", FakeProtocol.OPENAI, "tokens_per_minute: 1500");
    bench.profile("narrow", FakeProtocol.OPENAI, "max_concurrent: 1");
    bench.profile("sharing", FakeProtocol.OPENAI, "limits: account");
    bench.profile("also-sharing", FakeProtocol.ANTHROPIC, "limits: account");
    Files.writeString(folder.resolve("secrets").resolve("OTHER"), "sk-of-another-account");
    bench.profile("other-key", FakeProtocol.OPENAI, "");
    bench.profiles.add(bench.profiles.removeLast().replace("secret:PLANTED", "secret:OTHER"));
    bench.profile("other-model", FakeProtocol.OPENAI, "");
    bench.profiles.add(bench.profiles.removeLast().replace("model: m1", "model: m2"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private ModelCall call(String profile, Duration left) {
    ModelCall call = ModelBench.call(profile);
    Instant deadline = clock.instant().plus(left);
    return new ModelCall(profile, call.messages(), null, call.caps(), 0, 0, deadline);
  }

  private ModelCall call(String profile) {
    return call(profile, Duration.ofSeconds(30));
  }

  private void breakDown(LanguageModel model) throws Exception {
    bench.server.replyAlways(_ -> FakeReply.error(500, "oops"));
    for (int calls = 0; calls < 5; calls++) {
      assertThat(failure(model.ask(call("openai"))).getMessage()).contains("HTTP 500");
    }
  }

  @Test
  void shouldStopAskingAServerThatFails() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    breakDown(model);

    // When another profile wants the same server
    ModelOutcome outcome = model.ask(call("same-server"));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure(outcome).getMessage())
        .startsWith("profile same-server was not asked: the circuit breaker of http://127.0.0.1:")
        .endsWith("is open after repeated failures");
    assertThat(failure(outcome).getRetryAfterMs()).isEqualTo(30_000);
    assertThat(outcome.usage()).isEqualTo(ModelUsage.NONE);
    assertThat(bench.server.requests()).hasSize(5);
  }

  @Test
  void shouldKeepTheBreakersOfTwoKeysApart() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    breakDown(model);

    // When
    ModelOutcome outcome = model.ask(call("other-key"));

    // Then the server is asked
    assertThat(failure(outcome).getMessage()).contains("HTTP 500");
    assertThat(bench.server.requests()).hasSize(6);
  }

  @Test
  void shouldGoToTheFallbackAtOnceWhileTheBreakerIsOpen() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    breakDown(model);
    bench.server.replyAlways(_ -> FakeReply.answer("from the fallback"));

    // When
    ModelOutcome outcome = model.ask(call("sheltered"));

    // Then
    assertThat(((ModelOutcome.Answered) outcome).profile()).isEqualTo("ollama");
    assertThat(outcome.usage().complete()).isTrue();
    assertThat(bench.server.requests()).hasSize(6);
    assertThat(bench.server.requests().getLast().protocol()).isEqualTo(FakeProtocol.OLLAMA);
  }

  @Test
  void shouldAskAgainAfterAWhileAndCloseWhenItIsWell() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    breakDown(model);
    bench.server.replyAlways(_ -> FakeReply.answer("back"));

    // When
    clock.pass(Duration.ofSeconds(29));
    ModelOutcome early = model.ask(call("openai"));
    clock.pass(Duration.ofSeconds(2));
    ModelOutcome probe = model.ask(call("openai"));
    ModelOutcome other = model.ask(call("same-server"));
    ModelOutcome after = model.ask(call("openai"));

    // Then
    assertThat(failure(early).getRetryAfterMs()).isEqualTo(1_000);
    assertThat(probe).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(other).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(after).isInstanceOf(ModelOutcome.Answered.class);
  }

  @Test
  void shouldNotOpenTheBreakerForWhatIsNotTheServersFault() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    bench.server.replyAlways(_ -> FakeReply.error(401, "who?"));

    // When
    for (int calls = 0; calls < 12; calls++) {
      model.ask(call("openai"));
    }

    // Then
    assertThat(bench.server.requests()).hasSize(12);
  }

  @Test
  void shouldKeepTheWaitThatTheProviderAskedForInAllLoops() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    bench.server.reply(FakeReply.limited("7")).replyAlways(_ -> FakeReply.answer("ok"));
    model.ask(call("openai"));

    // When
    clock.pass(Duration.ofSeconds(2));
    ModelOutcome held = model.ask(call("openai"));
    ModelOutcome neighbour = model.ask(call("anthropic"));
    clock.pass(Duration.ofSeconds(5));
    ModelOutcome after = model.ask(call("openai"));

    // Then
    assertThat(failure(held).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(held).getMessage())
        .isEqualTo("profile openai was not asked: the provider asked for a wait");
    assertThat(failure(held).getRetryAfterMs()).isEqualTo(5_000);
    assertThat(neighbour).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(after).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(bench.server.requests()).hasSize(3);
  }

  @Test
  void shouldKeepAWaitForThoseWhoAskTheSameModelOfTheSameServerOnly() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    bench.server.reply(FakeReply.limited("7")).replyAlways(_ -> FakeReply.answer("ok"));
    model.ask(call("openai"));

    // When
    ModelOutcome sameModel = model.ask(call("same-server"));
    ModelOutcome otherModel = model.ask(call("other-model"));

    // Then
    assertThat(failure(sameModel).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(sameModel).getMessage())
        .isEqualTo("profile same-server was not asked: the provider asked for a wait");
    assertThat(failure(sameModel).getRetryAfterMs()).isEqualTo(7_000);
    assertThat(otherModel).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(bench.server.requests()).hasSize(2);
  }

  @Test
  void shouldCountTheRequestsOfAllThatShareLimits() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    bench.server.replyAlways(_ -> FakeReply.answer("ok"));
    model.ask(call("sharing"));
    model.ask(call("also-sharing"));

    // When
    ModelOutcome third = model.ask(call("sharing"));

    // Then
    assertThat(failure(third).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(third).getMessage()).contains("of limits 'account' are used up");
    assertThat(bench.server.requests()).hasSize(2);
  }

  @Test
  void shouldGiveAllThatShareLimitsThePlacesOfOne() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    bench.server.replyAlways(_ -> {
      arrived.countDown();
      return new FakeReply.Held(answered, FakeReply.answer("ok"));
    });
    FutureTask<ModelOutcome> first = new FutureTask<>(() -> model.ask(call("sharing")));
    Thread.ofVirtual().start(first);
    arrived.await();

    // When
    ModelOutcome late = model.ask(call("also-sharing", Duration.ofMillis(200)));
    answered.countDown();

    // Then
    assertThat(failure(late).getMessage()).contains("max_concurrent calls were busy");
    assertThat(first.get()).isInstanceOf(ModelOutcome.Answered.class);
  }

  @Test
  void shouldHoldRequestsToTheirRate() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    bench.server.replyAlways(_ -> FakeReply.answer("ok"));
    model.ask(call("slow"));

    // When
    ModelOutcome second = model.ask(call("slow"));

    // Then
    assertThat(failure(second).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(second).getMessage()).contains("requests_per_minute");
    assertThat(failure(second).getRetryAfterMs()).isBetween(1L, 60_000L);
    assertThat(bench.server.requests()).hasSize(1);
  }

  @Test
  void shouldHoldTokensToTheirRate() throws Exception {
    // Given each call may use 1,000 of output alone
    LanguageModel model = bench.model(clock);
    bench.server.replyAlways(_ -> FakeReply.answer("ok"));
    model.ask(call("thin"));

    // When
    ModelOutcome second = model.ask(call("thin"));

    // Then
    assertThat(failure(second).getKind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(bench.server.requests()).hasSize(1);
  }

  @Test
  void shouldWaitForAPlaceUntilTheDeadline() throws Exception {
    // Given a call that has the only place
    LanguageModel model = bench.model(clock);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    bench.server.replyAlways(_ -> {
      arrived.countDown();
      return new FakeReply.Held(answered, FakeReply.answer("ok"));
    });
    FutureTask<ModelOutcome> first = new FutureTask<>(() -> model.ask(call("narrow")));
    Thread.ofVirtual().start(first);
    arrived.await();

    // When
    ModelOutcome late = model.ask(call("narrow", Duration.ofMillis(200)));
    answered.countDown();

    // Then
    assertThat(failure(late).getKind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure(late).getMessage()).contains("max_concurrent calls were busy");
    assertThat(late.usage()).isEqualTo(ModelUsage.NONE);
    assertThat(first.get()).isInstanceOf(ModelOutcome.Answered.class);

    // And the place is free again, and the late call does not take it any more
    assertThat(model.ask(call("narrow"))).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(bench.server.requests()).hasSize(2);
  }

  @Test
  void shouldEndByTheDeadlineHoweverLongTheProfileMayTake() throws Exception {
    // Given
    bench.server.reply(new FakeReply.Drip());

    // When
    ModelOutcome outcome = bench.model(clock).ask(call("openai", Duration.ofMillis(300)));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(outcome.usage().complete()).isFalse();
  }

  @Test
  void shouldAskNobodyWhenTheDeadlineHasPassed() throws Exception {
    ModelOutcome outcome = bench.model(clock).ask(call("openai", Duration.ZERO));

    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure(outcome).getMessage()).contains("the deadline has passed");
    assertThat(bench.server.requests()).isEmpty();
  }

  @Test
  void shouldStopAtOnceWhenTheProcessStops() throws Exception {
    // Given
    LanguageModel model = bench.model(clock);
    CountDownLatch arrived = new CountDownLatch(1);
    bench.server.replyAlways(_ -> {
      arrived.countDown();
      return new FakeReply.Hang();
    });
    FutureTask<ModelOutcome> asking = new FutureTask<>(() -> model.ask(call("narrow")));
    Thread thread = Thread.ofVirtual().start(asking);
    arrived.await();

    // When
    thread.interrupt();

    // Then
    assertThatThrownBy(asking::get).hasCauseInstanceOf(InterruptedException.class);
    bench.server.replyAlways(_ -> FakeReply.answer("the place is free again"));
    assertThat(model.ask(call("narrow"))).isInstanceOf(ModelOutcome.Answered.class);
  }
}
