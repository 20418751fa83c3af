package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.claimed;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.limits;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Actions of a tool that must not run twice: claims, unknown effects, reconciliation. */
class OnceActionsTest {
  private static final RequestId FIRST = act(1, 0, 1);

  /** The request for the mail has left. */
  private static Given asked() {
    return given(goal(), planned(1, plan(1, 1), "mail", "workspace"));
  }

  private static Given granted() {
    return asked().when(claimed(2, FIRST, "a"));
  }

  /** Nobody answered after the grant. */
  private static Given unknown() {
    return granted().when(timer(31, at(31)));
  }

  private static Given undecided() {
    return unknown().when(failed(32, act(1, 0, 2), FailureKind.UNKNOWN_EFFECT));
  }

  @Test
  void shouldGrantWhenTheFirstClaimArrives() {
    Given granted =
        asked()
            .when(claimed(2, FIRST, "a"))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Executing.class)
            .thenEffects(Effect.SignalWorkers.class);

    assertThat(granted.effect(Effect.SignalWorkers.class))
        .isEqualTo(new Effect.SignalWorkers(Effect.SignalKind.GRANT, FIRST, "a"));
  }

  @Test
  void shouldRefuseWhenAnotherWorkerClaims() {
    Given second = granted().when(claimed(3, FIRST, "b")).then(Disposition.REFUSED);

    second.thenUnchanged();
    assertThat(second.effect(Effect.SignalWorkers.class))
        .isEqualTo(new Effect.SignalWorkers(Effect.SignalKind.REFUSE, FIRST, "b"));
  }

  @Test
  void shouldGrantAgainWhenTheSameClaimIsRepeated() {
    Given again =
        granted().when(claimed(3, FIRST, "a")).then(Disposition.DUPLICATE).thenUnchanged();

    assertThat(again.effect(Effect.SignalWorkers.class).kind()).isEqualTo(Effect.SignalKind.GRANT);
  }

  @Test
  void shouldRefuseWhenTheClaimComesAfterTheDeadline() {
    Given late = asked().when(claimed(31, FIRST, "a")).then(Disposition.REFUSED);

    assertThat(late.effect(Effect.SignalWorkers.class).kind()).isEqualTo(Effect.SignalKind.REFUSE);
  }

  @Test
  void shouldRefuseWhenTheClaimIsOfAnEarlierAttempt() {
    Given zombie =
        asked()
            .when(timer(31, at(31))) // nothing was granted, so it is simply asked again
            .when(claimed(32, FIRST, "a"))
            .then(Disposition.REFUSED);

    assertThat(zombie.effect(Effect.SignalWorkers.class).kind())
        .isEqualTo(Effect.SignalKind.REFUSE);
    zombie.when(claimed(33, act(1, 0, 2), "a")).then(Disposition.APPLIED);
  }

  @Test
  void shouldRefuseWhenTheToolMayRunTwice() {
    given(goal(), planned(1, plan(1, 1), "workspace"))
        .when(claimed(2, FIRST, "a"))
        .then(Disposition.REFUSED)
        .thenUnchanged();
  }

  @Test
  void shouldRefuseWhenTheLoopHasEnded() {
    Given ended = granted().when(command(3, CommandKind.CANCEL));

    assertThat(ended.when(claimed(4, FIRST, "b")).then(Disposition.LATE).transition().effects())
        .containsExactly(new Effect.SignalWorkers(Effect.SignalKind.REFUSE, FIRST, "b"));
  }

  @Test
  void shouldRefuseASuccessThatNobodyWasGranted() {
    asked().when(observed(2, FIRST, CHANGED)).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldGoOnWhenTheGrantedWorkerAnswers() {
    Given next = granted().when(observed(3, FIRST, CHANGED)).then(Disposition.APPLIED);

    assertThat(next.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 1, 1));
    assertThat(next.live().ledger().line(Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 5, 1, 1));
  }

  @Test
  void shouldAskTheToolWhenTheDeadlinePassesAfterTheGrant() {
    Given asking = unknown().then(Disposition.APPLIED);

    assertThat(asking.effect(Effect.RequestAction.class))
        .isEqualTo(new Effect.RequestAction(act(1, 0, 2), at(61), 1, null, true));
    assertThat(asking.live().ledger().line(Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 5, 1, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TRANSIENT", "RATE_LIMITED", "TIMEOUT", "UNKNOWN_EFFECT"})
  void shouldAskTheToolWhenTheGrantedWorkerFailsInPassing(FailureKind kind) {
    Given asking = granted().when(failed(3, FIRST, kind));

    assertThat(asking.effect(Effect.RequestAction.class).reconcile()).isTrue();
  }

  @Test
  void shouldNotRunAgainWhenTheToolSaysItTookEffect() {
    Given next = unknown().when(observed(32, act(1, 0, 2), null));

    assertThat(next.effect(Effect.RequestAction.class))
        .isEqualTo(new Effect.RequestAction(act(1, 1, 1), at(62), 1, null, false));
  }

  @Test
  void shouldRunAgainUnderANewClaimWhenTheToolSaysItDidNot() {
    Given waiting = unknown().when(failed(32, act(1, 0, 2), FailureKind.TOOL_FAILED));
    Given again = waiting.when(timer(50, waiting.live().wakeAt()));

    assertThat(again.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 0, 3));
    assertThat(again.effect(Effect.RequestAction.class).reconcile()).isFalse();
    again.when(observed(51, act(1, 0, 3), null)).then(Disposition.REFUSED);
    again.when(claimed(51, act(1, 0, 3), "c")).then(Disposition.APPLIED);
  }

  @Test
  void shouldAskAgainWhenTheQuestionIsLost() {
    Given waiting = unknown().when(timer(61, at(61)));
    Given again = waiting.when(timer(70, waiting.live().wakeAt()));

    assertThat(again.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 0, 3));
    assertThat(again.effect(Effect.RequestAction.class).reconcile()).isTrue();
  }

  @Test
  void shouldWaitForAPersonWhenTheToolCannotTell() {
    Given waiting = undecided().thenPhase(Phase.Executing.class).thenEffects();

    assertThat(waiting.transition().note()).contains("APPROVE", "REJECT");
  }

  @Test
  void shouldGoOnWhenAPersonSaysItTookEffect() {
    Given next = undecided().when(command(40, CommandKind.APPROVE)).then(Disposition.APPLIED);

    assertThat(next.effect(Effect.AppendObservation.class).failure()).isNull();
    assertThat(next.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 1, 1));
  }

  @Test
  void shouldVerifyWhenAPersonSaysItDidNotTakeEffect() {
    Given next = undecided().when(command(40, CommandKind.REJECT)).then(Disposition.APPLIED);

    assertThat(next.effect(Effect.AppendObservation.class).failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(next.effect(Effect.RequestVerify.class).observations()).containsExactly(2L);
  }

  @Test
  void shouldRefuseTheDecisionWhenThereIsNoneToMake() {
    granted().when(command(3, CommandKind.APPROVE)).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldEndUnknownWhenNobodyDecidesInTime() {
    Given waiting = undecided().when(timer(61, at(61))); // the deadline of the question

    waiting.when(timer(600, waiting.live().wakeAt())).thenStops(StopReason.EFFECT_UNKNOWN);
  }

  @Test
  void shouldEndUnknownWhenTheWallClockEndsDuringTheRun() {
    given(goal("hash-1", limits(Dimension.WALL_CLOCK, 10_000)), planned(1, plan(1, 1), "mail"))
        .when(claimed(2, FIRST, "a"))
        .when(timer(10, at(10)))
        .thenStops(StopReason.EFFECT_UNKNOWN);
  }

  @Test
  void shouldStopTheRunningToolWhenTheLoopIsCancelled() {
    Given ended = granted().when(command(3, CommandKind.CANCEL)).thenStops(StopReason.CANCELLED);

    assertThat(ended.effect(Effect.SignalWorkers.class))
        .isEqualTo(new Effect.SignalWorkers(Effect.SignalKind.CANCEL, FIRST, null));
  }
}
