package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.LIMITS;
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

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that are repeated, late, forged, or of a loop that has ended or never was. */
class RepeatsTest {

  @Test
  void shouldIgnoreSameGoalWhenLoopRuns() {
    given(goal()).when(goal()).then(Disposition.DUPLICATE).thenEffects().thenUnchanged();
  }

  @Test
  void shouldSetOtherGoalAsideWhenLoopRuns() {
    Given conflict =
        given(goal())
            .when(goal("hash-2", LIMITS))
            .thenEffects(Effect.SetAside.class)
            .thenUnchanged();

    assertThat(conflict.effect(Effect.SetAside.class).reason())
        .isEqualTo(Effect.SetAsideReason.CONFLICTING_DUPLICATE);
  }

  @Test
  void shouldIgnoreSameGoalAndSetOtherAsideWhenLoopHasEnded() {
    Given ended = given(goal(), command(1, CommandKind.CANCEL));

    ended.when(goal()).then(Disposition.DUPLICATE).thenEffects().thenUnchanged();
    ended
        .when(goal("hash-2", LIMITS))
        .then(Disposition.DUPLICATE)
        .thenEffects(Effect.SetAside.class)
        .thenUnchanged();
  }

  @Test
  void shouldSetOtherGoalAsideWhenFirstWasRejected() {
    given(goal("hash-1", LIMITS, "objective: empty"))
        .when(goal("hash-2", LIMITS))
        .thenEffects(Effect.SetAside.class)
        .thenUnchanged();
  }

  static Stream<LoopEvent> answers() {
    return Stream.of(
        planned(9, plan(1, 1), "workspace"),
        observed(9, act(1, 0, 1), CHANGED),
        judged(9, verify(1, 1), VerdictDecision.ACHIEVED, 1, null),
        command(9, CommandKind.CANCEL));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldCallAnswersLateWhenLoopHasEnded(LoopEvent event) {
    given(goal(), command(1, CommandKind.CANCEL))
        .when(event)
        .then(Disposition.LATE)
        .thenEffects()
        .thenUnchanged();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldSetAsideWhenLoopIsUnknown(LoopEvent event) {
    Given unknown =
        given(new LoopState.Absent())
            .when(event)
            .then(Disposition.REFUSED)
            .thenEffects(Effect.SetAside.class)
            .thenUnchanged();

    assertThat(unknown.effect(Effect.SetAside.class).reason())
        .isEqualTo(Effect.SetAsideReason.UNKNOWN_LOOP);
  }

  @Test
  void shouldIgnoreTimerWhenLoopIsUnknown() {
    given(new LoopState.Absent())
        .when(timer(1, at(1)))
        .then(Disposition.IGNORED)
        .thenEffects()
        .thenUnchanged();
  }

  @Test
  void shouldTakeAnswerOnceWhenItIsRepeated() {
    given(goal(), planned(1, plan(1, 1), "workspace"))
        .when(planned(2, plan(1, 1), "workspace"))
        .then(Disposition.DUPLICATE)
        .thenEffects()
        .thenUnchanged();
  }

  @Test
  void shouldCallAnswerLateWhenItsAttemptWasGivenUp() {
    Given again = given(goal()).when(timer(60, at(60)));
    assertThat(again.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));

    again
        .when(planned(61, plan(1, 1), "workspace"))
        .then(Disposition.LATE)
        .thenEffects()
        .thenUnchanged();
  }

  @Test
  void shouldRefuseAnswerWhenRequestWasNeverIssued() {
    for (LoopEvent forged :
        new LoopEvent[] {
          planned(2, plan(2, 1), "workspace"),
          observed(2, act(1, 0, 2), CHANGED),
          observed(2, act(1, 9, 1), CHANGED),
          judged(2, verify(1, 1), VerdictDecision.ACHIEVED, 1, null),
          failed(2, verify(1, 1), FailureKind.TERMINAL)
        }) {
      given(goal(), planned(1, plan(1, 1), "workspace", "sql"))
          .when(forged)
          .then(Disposition.REFUSED)
          .thenEffects()
          .thenUnchanged();
    }
  }

  @Test
  void shouldRefuseVerdictWhenItJudgedAnotherWorkspace() {
    WorkspaceRef other = new WorkspaceRef("0ff", 10);
    for (LoopEvent verdict :
        new LoopEvent[] {
          judged(3, verify(1, 1), VerdictDecision.ACHIEVED, 1, other),
          judged(3, verify(1, 1), VerdictDecision.ACHIEVED, 1, null)
        }) {
      given(untilVerify())
          .when(verdict)
          .then(Disposition.REFUSED)
          .thenEffects()
          .thenUnchanged()
          // the request is still open for the right one
          .when(judged(4, verify(1, 1), VerdictDecision.ACHIEVED, 1, CHANGED))
          .thenStops(StopReason.GOAL_ACHIEVED);
    }
  }
}
