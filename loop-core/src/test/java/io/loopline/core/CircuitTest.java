package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop whose dependencies are down. */
class CircuitTest {
  private static final int MANY = 100;

  @Test
  void shouldSendNothingUntilTheWaitIsOverWhenThePlannerKeepsFailing() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, MANY);
    failPlans(loop, 5);
    Instant opened = loop.now();
    int sent = loop.effects(Effect.RequestPlan.class).size();

    // When
    Instant next = loop.live().wakeAt();
    loop.wake();

    // Then
    assertThat(next).isEqualTo(opened.plusSeconds(30));
    assertThat(sent).isEqualTo(5);
    assertThat(loop.effects(Effect.RequestPlan.class)).hasSize(6);
    assertThat(loop.changes())
        .containsExactly(
            "0 breaker of planner CLOSED -> OPEN until %s: 5 of the last 5 calls failed"
                .formatted(opened.plusSeconds(30)),
            "0 breaker of planner OPEN -> HALF_OPEN: a probe goes out");
  }

  @Test
  void shouldStopWhenTheBreakerOpensAgainThreeTimes() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, MANY);
    failPlans(loop, 5);

    // When
    for (int i = 0; i < Breaker.REOPENINGS; i++) {
      loop.wake().failPlan(FailureKind.TRANSIENT);
    }

    // Then
    assertThat(loop.stopReason()).isEqualTo(StopReason.CIRCUIT_OPEN);
    assertThat(loop.last().note())
        .contains("the breaker of planner opened again 3 times, last TRANSIENT: broken");
    assertThat(loop.last().changes())
        .singleElement()
        .asString()
        .contains("HALF_OPEN -> OPEN", "re-opening 3 of 3");
    assertThat(loop.effects(Effect.RequestPlan.class)).hasSize(8);
  }

  @Test
  void shouldNotUseUpAttemptsWhenTheBreakerIsOpen() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, 3);
    Rounds.upTo(2).forEach(i -> loop.play(Round.ok(0.1 * i, "sql", i, "w" + i)));
    failPlans(loop, 3);

    // When
    loop.wake().failPlan(FailureKind.TIMEOUT).wake().failPlan(FailureKind.TRANSIENT).wake();

    // Then
    assertThat(loop.live().phase()).isInstanceOf(Phase.Planning.class);
    assertThat(((Phase.Planning) loop.live().phase()).pending().request())
        .isEqualTo(Fixture.plan(3, 6));
  }

  @Test
  void shouldCloseWhenTheProbesSucceed() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, MANY);
    failPlans(loop, 5);
    loop.wake();

    // When
    answerPlan(loop);
    loop.step(verdict(loop));
    answerPlan(loop);

    // Then
    assertThat(loop.changes())
        .last()
        .asString()
        .endsWith("HALF_OPEN -> CLOSED: the probes succeeded");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"DENIED", "TOOL_FAILED", "LIMIT_EXCEEDED", "INVALID_OUTPUT"})
  void shouldCountAToolThatAnswersAsUp(FailureKind kind) {
    // Given
    StuckTerms off = new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, List.of());
    Rounds loop = Rounds.started(new GuardTerms(off, AdaptiveTerms.DEFAULT, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(12)
        .forEach(i -> loop.play(Round.of(0.5, new Round.Act("sql", i, false, kind, null))));

    // Then
    assertThat(loop.live().guards().breakers().of("tool:sql").mode())
        .isEqualTo(new BreakerMode.Closed(Breaker.WINDOW, 0));
  }

  @Test
  void shouldHoldBackAnActionOfTheToolThatIsDown() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, MANY);
    loop.step(Fixture.planned(1, Fixture.plan(1, 1), "sql"));
    for (int attempt = 1; attempt <= 5; attempt++) {
      loop.step(
          new LoopEvent.ActionObserved(
              loop.tick(),
              Fixture.act(1, 0, attempt),
              null,
              10,
              new Failure(FailureKind.TRANSIENT, "broken", null)));
      if (attempt < 5) {
        loop.wake();
      }
    }
    ActionStatus.BackingOff waiting =
        (ActionStatus.BackingOff)
            ((Phase.Executing) loop.live().phase()).actions().getFirst().status();
    Duration wait = Duration.between(loop.now(), waiting.until());

    // When
    loop.wake();

    // Then
    assertThat(wait).isEqualTo(Duration.ofSeconds(30));
    assertThat(loop.effects(Effect.RequestAction.class)).hasSize(6);
    assertThat(loop.live().guards().breakers().of("tool:sql").mode())
        .isEqualTo(new BreakerMode.HalfOpen(1, 0));
    assertThat(loop.live().ledger().line(Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 5_000, 5, 1));
  }

  @Test
  void shouldCountTimeoutsOfTheVerifier() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT, MANY);
    loop.step(Fixture.planned(1, Fixture.plan(1, 1)));

    // When
    for (int i = 0; i < 5; i++) {
      loop.wake();
    }

    // Then
    assertThat(loop.live().guards().breakers().of("verifier").isOpen()).isTrue();
    assertThat(loop.live().phase()).isInstanceOf(Phase.BackingOff.class);
    assertThat(loop.effects(Effect.RequestVerify.class)).hasSize(5);
  }

  private static void failPlans(Rounds loop, int times) {
    for (int i = 0; i < times; i++) {
      loop.failPlan(FailureKind.TRANSIENT);
      if (i + 1 < times) {
        loop.wake();
      }
    }
  }

  private static void answerPlan(Rounds loop) {
    RequestId open = ((Phase.Planning) loop.live().phase()).pending().request();
    loop.step(new LoopEvent.PlanAnswered(loop.tick(), open, List.of(), List.of(), 10, null));
  }

  private static LoopEvent verdict(Rounds loop) {
    return new LoopEvent.VerdictGiven(
        loop.tick(),
        Fixture.verify(loop.live().iteration(), 1),
        VerdictDecision.CONTINUE,
        0.5,
        null,
        "not yet",
        10,
        null);
  }
}
