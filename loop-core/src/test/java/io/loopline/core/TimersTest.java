package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Deadlines, backoff and the one wake-up of a loop. */
class TimersTest {

  @Test
  void shouldSendPlanAgainUntilRetriesAreExhaustedWhenDeadlinesPass() {
    Given second =
        given(goal())
            .when(timer(60, at(60)))
            .thenPhase(Phase.Planning.class)
            .thenEffects(Effect.RequestPlan.class, Effect.ArmTimer.class);
    assertThat(second.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));

    Given third = second.when(timer(120, at(120)));
    assertThat(third.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 3));

    third.when(timer(180, at(180))).thenStops(StopReason.RETRIES_EXHAUSTED);
  }

  @Test
  void shouldCountToolCallAndSendAgainWhenActionDeadlinePasses() {
    Given again =
        given(goal(), planned(1, plan(1, 1), "workspace"))
            .when(timer(31, at(31)))
            .thenPhase(Phase.Executing.class)
            .thenEffects(Effect.RequestAction.class, Effect.ArmTimer.class);

    assertThat(again.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 0, 2));
    assertThat(again.live().ledger().line(Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 5, 1, 1));
  }

  @Test
  void shouldKeepObservationsWhenVerifyDeadlinePasses() {
    // the wake-up of the action's deadline is early for the verdict's
    Given early = given(untilVerify()).when(timer(31, at(31))).then(Disposition.IGNORED);
    Given again = early.when(timer(92, at(92))).thenPhase(Phase.Verifying.class);

    Effect.RequestVerify request = again.effect(Effect.RequestVerify.class);
    assertThat(request.request()).isEqualTo(verify(1, 2));
    assertThat(request.observations()).containsExactly(2L);
    assertThat(request.plannedActions()).isEqualTo(1);
  }

  @Test
  void shouldArmAgainWhenWakeUpIsEarly() {
    Given early =
        given(untilVerify())
            .when(timer(31, at(31)))
            .then(Disposition.IGNORED)
            .thenPhase(Phase.Verifying.class)
            .thenEffects(Effect.ArmTimer.class);

    assertThat(early.effect(Effect.ArmTimer.class).dueAt()).isEqualTo(at(92));
    assertThat(early.live().wakeAt()).isEqualTo(at(92));
  }

  @Test
  void shouldIgnoreWakeUpWhenItIsNoLongerArmed() {
    given(goal(), planned(1, plan(1, 1), "workspace"))
        .when(timer(60, at(60)))
        .then(Disposition.IGNORED)
        .thenEffects()
        .thenUnchanged();
  }

  @Test
  void shouldBackOffAndSendAgainWhenPlanFailsInPassing() {
    Given waiting =
        given(goal())
            .when(failed(1, plan(1, 1), FailureKind.TRANSIENT))
            .thenPhase(Phase.BackingOff.class)
            .thenEffects(Effect.CancelTimer.class, Effect.ArmTimer.class);
    Instant until = waiting.live().wakeAt();
    // equal jitter: half of the interval of 1 s and a share of the other half
    assertThat(Duration.between(at(1), until)).isBetween(ms(500), ms(1_000));

    Given again =
        waiting.when(new LoopEvent.TimerFired(until, until)).thenPhase(Phase.Planning.class);
    assertThat(again.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));

    Given longer = again.when(failed(10, plan(1, 2), FailureKind.TIMEOUT));
    assertThat(Duration.between(at(10), longer.live().wakeAt())).isBetween(ms(1_000), ms(2_000));
  }

  @Test
  void shouldBackOffAndSendAgainWhenActionFailsInPassing() {
    Given waiting =
        given(
                goal(),
                planned(1, plan(1, 1), "workspace", "sql"),
                observed(2, act(1, 0, 1), CHANGED))
            .when(failed(3, act(1, 1, 1), FailureKind.TRANSIENT))
            .thenPhase(Phase.Executing.class);
    Instant until = waiting.live().wakeAt();

    Given again = waiting.when(new LoopEvent.TimerFired(until, until));
    assertThat(again.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 1, 2));
    assertThat(again.effect(Effect.RequestAction.class).workspace()).isEqualTo(CHANGED);

    Given verifying = again.when(observed(9, act(1, 1, 2), null)).thenPhase(Phase.Verifying.class);
    assertThat(verifying.effect(Effect.RequestVerify.class).observations()).containsExactly(2L, 3L);
  }

  @Test
  void shouldBackOffWithObservationsWhenVerifyFailsInPassing() {
    Given waiting =
        given(untilVerify())
            .when(failed(3, verify(1, 1), FailureKind.TRANSIENT))
            .thenPhase(Phase.BackingOff.class);
    Instant until = waiting.live().wakeAt();

    Given again =
        waiting.when(new LoopEvent.TimerFired(until, until)).thenPhase(Phase.Verifying.class);
    assertThat(again.effect(Effect.RequestVerify.class).request()).isEqualTo(verify(1, 2));
    assertThat(again.effect(Effect.RequestVerify.class).observations()).containsExactly(2L);
    again
        .when(judged(9, verify(1, 2), VerdictDecision.ACHIEVED, 1, CHANGED))
        .thenStops(StopReason.GOAL_ACHIEVED);
  }

  @Test
  void shouldWaitAsLongAsTheOtherSideAskedFor() {
    Failure failure = new Failure(FailureKind.TRANSIENT, "busy", Duration.ofSeconds(40));

    Given waiting = given(goal()).when(failed(1, plan(1, 1), failure));

    assertThat(waiting.live().phase())
        .isEqualTo(new Phase.BackingOff(plan(1, 2), at(41), java.util.List.of(), 0));
  }

  @Test
  void shouldNotWaitPastTheTimeBudgetWhateverTheOtherSideAskedFor() {
    Failure failure = new Failure(FailureKind.TRANSIENT, "busy", Duration.ofMillis(Long.MAX_VALUE));

    Given waiting = given(goal()).when(failed(1, plan(1, 1), failure));

    assertThat(waiting.live().phase())
        .isEqualTo(new Phase.BackingOff(plan(1, 2), at(600), java.util.List.of(), 0));
  }

  @Test
  void shouldRearmWhenClockStandsBeforeTheWakeUp() {
    Given early =
        given(goal())
            .when(timer(-5, at(60)))
            .then(Disposition.IGNORED)
            .thenEffects(Effect.ArmTimer.class);

    assertThat(early.live().wakeAt()).isEqualTo(at(60));
  }

  @Test
  void shouldForgetWhenRetentionOfEndedLoopIsOver() {
    Given ended = given(goal(), command(1, CommandKind.CANCEL));
    Instant forgetAt = at(1).plus(Fixture.TERMS.endedRetention());
    assertThat(ended.effect(Effect.ArmTimer.class).dueAt()).isEqualTo(forgetAt);

    // the loop's last step deadline, which was cancelled
    ended.when(timer(60, at(60))).then(Disposition.IGNORED).thenUnchanged();

    Given forgotten =
        ended.when(new LoopEvent.TimerFired(forgetAt, forgetAt)).then(Disposition.APPLIED);
    assertThat(forgotten.transition().next()).isEqualTo(new LoopState.Absent());
    assertThat(forgotten.transition().effects()).isEmpty();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void shouldRememberAnEndedLoopWhenItsRetentionTimerComesTooEarly() {
    // Given
    Given ended = given(goal()).when(command(1, CommandKind.CANCEL));
    Instant forgetAt = at(1).plus(Fixture.TERMS.endedRetention());

    // When
    Given early = ended.when(new LoopEvent.TimerFired(forgetAt.minusMillis(1), forgetAt));

    // Then
    early.then(Disposition.IGNORED).thenEffects(Effect.ArmTimer.class);
    assertThat(early.effect(Effect.ArmTimer.class).dueAt()).isEqualTo(forgetAt);
    assertThat(early.transition().next()).isEqualTo(ended.transition().next());
  }
}
