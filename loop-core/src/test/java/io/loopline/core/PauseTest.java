package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.limits;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A paused loop takes answers in and sends nothing. */
class PauseTest {

  @Test
  void shouldSendTheActionOnResumeWhenThePlanCameWhilePaused() {
    // Given
    Given paused =
        given(goal(), command(1, CommandKind.PAUSE))
            .when(planned(2, plan(1, 1), "workspace"))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Paused.class);
    assertThat(paused.transition().effects())
        .noneMatch(effect -> effect instanceof Effect.RequestAction);
    assertThat(paused.live().ledger().line(Dimension.TOOL_CALLS).reserved()).isZero();

    // When
    Given resumed = paused.when(command(9, CommandKind.RESUME)).thenPhase(Phase.Executing.class);

    // Then
    assertThat(resumed.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 0, 1));
    assertThat(resumed.effect(Effect.RequestAction.class).expiresAt()).isEqualTo(at(39));
  }

  @Test
  void shouldVerifyOnResumeWhenTheObservationCameWhilePaused() {
    Given paused =
        given(goal(), planned(1, plan(1, 1), "workspace"), command(2, CommandKind.PAUSE))
            .when(observed(3, act(1, 0, 1), CHANGED));
    assertThat(paused.live().workspace()).isEqualTo(CHANGED);

    Given resumed = paused.when(command(9, CommandKind.RESUME)).thenPhase(Phase.Verifying.class);

    Effect.RequestVerify request = resumed.effect(Effect.RequestVerify.class);
    assertThat(request.request()).isEqualTo(verify(1, 1));
    assertThat(request.workspace()).isEqualTo(CHANGED);
    assertThat(request.observations()).hasSize(1);
    assertThat(request.plannedActions()).isEqualTo(1);
  }

  @Test
  void shouldPlanTheNextIterationOnResumeWhenTheVerdictCameWhilePaused() {
    Given paused =
        given(untilVerify())
            .when(command(3, CommandKind.PAUSE))
            .when(judged(4, verify(1, 1), VerdictDecision.CONTINUE, 0.4, CHANGED));
    assertThat(paused.live().iteration()).isEqualTo(2);
    assertThat(paused.live().best()).isNotNull();

    Given resumed = paused.when(command(9, CommandKind.RESUME)).thenPhase(Phase.Planning.class);

    assertThat(resumed.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(2, 1));
  }

  @Test
  void shouldEndWhenTheVerdictThatCameWhilePausedIsAchieved() {
    given(untilVerify())
        .when(command(3, CommandKind.PAUSE))
        .when(judged(4, verify(1, 1), VerdictDecision.ACHIEVED, 1, CHANGED))
        .thenStops(StopReason.GOAL_ACHIEVED);
  }

  @Test
  void shouldKeepARetryForTheResumeWhenAnAttemptFailsWhilePaused() {
    Given paused =
        given(goal(), command(1, CommandKind.PAUSE))
            .when(failed(2, plan(1, 1), FailureKind.INVALID_OUTPUT))
            .thenPhase(Phase.Paused.class);

    Given resumed = paused.when(command(9, CommandKind.RESUME));

    assertThat(resumed.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));
  }

  @Test
  void shouldGiveTheStepUpOnResumeWhenItsDeadlinePassedWhilePaused() {
    // Given
    Given paused = given(goal(), command(1, CommandKind.PAUSE));
    assertThat(paused.live().wakeAt()).isEqualTo(at(60));

    // When
    Given woken = paused.when(timer(60, at(60))).then(Disposition.IGNORED);
    Given resumed = woken.when(command(90, CommandKind.RESUME));

    // Then
    assertThat(woken.live().wakeAt()).isEqualTo(at(600));
    assertThat(resumed.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));
  }

  @Test
  void shouldTakeAnAnswerAfterItsDeadlineWhenPaused() {
    given(goal(), command(1, CommandKind.PAUSE), timer(60, at(60)))
        .when(planned(70, plan(1, 1), "workspace"))
        .then(Disposition.APPLIED);
  }

  @Test
  void shouldWaitForTheDeadlineWhenResumedBeforeIt() {
    Given resumed =
        given(goal(), command(1, CommandKind.PAUSE), timer(60, at(60)))
            .when(command(10, CommandKind.RESUME))
            .thenPhase(Phase.Planning.class);

    assertThat(resumed.live().wakeAt()).isEqualTo(at(60));
  }

  @Test
  void shouldStopWhenTheWallClockEndsWhilePaused() {
    Given paused =
        given(goal("hash-1", limits(Dimension.WALL_CLOCK, 50_000)), command(1, CommandKind.PAUSE));
    assertThat(paused.live().wakeAt()).isEqualTo(at(50));

    paused.when(timer(50, at(50))).thenStops(StopReason.TIME_BUDGET);
    paused.when(command(51, CommandKind.RESUME)).thenStops(StopReason.TIME_BUDGET);
  }

  @Test
  void shouldPauseOnceWhenThePauseComesAgainAfterTheResume() {
    given(goal(), People.command(1, CommandKind.PAUSE, "id-1"))
        .when(People.command(2, CommandKind.RESUME, "id-2"))
        .when(People.command(3, CommandKind.PAUSE, "id-1"))
        .then(Disposition.DUPLICATE)
        .thenPhase(Phase.Planning.class)
        .thenUnchanged();
  }
}
