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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way a loop of this version ends but the good one. */
class StopsTest {

  @Test
  void shouldStopWhenIterationsAreUsedUp() {
    Given ended =
        given(goal("hash-1", limits(Dimension.ITERATIONS, 1)))
            .when(planned(1, plan(1, 1)))
            .when(judged(2, verify(1, 1), VerdictDecision.CONTINUE, 0.4, null))
            .thenStops(StopReason.MAX_ITERATIONS);

    assertThat(ended.effect(Effect.EmitResult.class).message())
        .contains("1 iterations", "0.4", "iteration 1");
    assertThat(ended.effect(Effect.EmitResult.class).best()).isNotNull();
    assertThat(ended.transition().thresholds())
        .containsExactly("ITERATIONS 50%", "ITERATIONS 80%", "ITERATIONS 100%");
  }

  @Test
  void shouldStopAtOnceWhenGoalAllowsNoIteration() {
    given(new LoopState.Absent())
        .when(goal("hash-1", limits(Dimension.ITERATIONS, 0)))
        .thenStops(StopReason.MAX_ITERATIONS)
        .thenEffects(
            Effect.KeepGoal.class,
            Effect.EmitResult.class,
            Effect.DropLoopData.class,
            Effect.ArmTimer.class);
  }

  @Test
  void shouldStopOnTimeBudgetWhenTimerFiresAtItsEnd() {
    Given executing =
        given(goal("hash-1", limits(Dimension.WALL_CLOCK, 20_000)))
            .when(planned(1, plan(1, 1), "workspace"));
    assertThat(executing.live().wakeAt()).isEqualTo(at(20));
    assertThat(executing.effect(Effect.RequestAction.class).expiresAt()).isEqualTo(at(20));

    executing
        .when(timer(20, at(20)))
        .thenStops(StopReason.TIME_BUDGET)
        // the wake-up that fired is gone, so none is cancelled
        .thenEffects(
            Effect.SignalWorkers.class,
            Effect.EmitResult.class,
            Effect.DropLoopData.class,
            Effect.ArmTimer.class);
  }

  @Test
  void shouldStopOnTimeBudgetWhenNextRequestWouldLeaveAfterItsEnd() {
    given(goal("hash-1", limits(Dimension.WALL_CLOCK, 20_000)))
        .when(planned(20, plan(1, 1), "workspace"))
        .thenStops(StopReason.TIME_BUDGET);
  }

  @Test
  void shouldTakeVerdictThatArrivesAfterTimeWhenGoalIsAchieved() {
    given(goal("hash-1", limits(Dimension.WALL_CLOCK, 20_000)))
        .when(planned(1, plan(1, 1)))
        .when(judged(21, verify(1, 1), VerdictDecision.ACHIEVED, 1, null))
        .thenStops(StopReason.GOAL_ACHIEVED);
  }

  @Test
  void shouldStopWhenToolCallsAreUsedUp() {
    given(goal("hash-1", limits(Dimension.TOOL_CALLS, 1)))
        .when(planned(1, plan(1, 1), "workspace", "sql"))
        .when(observed(2, act(1, 0, 1), CHANGED))
        .thenStops(StopReason.TOOL_CALL_BUDGET);
  }

  @Test
  void shouldCountRetriedActionAsToolCall() {
    Given backingOff =
        given(goal("hash-1", limits(Dimension.TOOL_CALLS, 1)))
            .when(planned(1, plan(1, 1), "workspace"))
            .when(failed(2, act(1, 0, 1), FailureKind.TRANSIENT))
            .thenPhase(Phase.Executing.class);

    backingOff.when(timer(9, backingOff.live().wakeAt())).thenStops(StopReason.TOOL_CALL_BUDGET);
  }

  @Test
  void shouldStopWhenCancelled() {
    Given ended =
        given(goal()).when(command(5, CommandKind.CANCEL)).thenStops(StopReason.CANCELLED);

    assertThat(ended.effect(Effect.EmitResult.class).message())
        .isEqualTo("cancelled by ann: not needed");
    assertThat(ended.effect(Effect.CancelTimer.class).dueAt()).isEqualTo(at(60));
    assertThat(ended.effect(Effect.EmitResult.class).ledger().lines())
        .extracting(BudgetLine::reserved)
        .containsOnly(0L);
  }

  @Test
  void shouldRejectWhenGoalHasErrors() {
    Given ended =
        given(new LoopState.Absent())
            .when(goal("hash-1", Fixture.LIMITS, "checks: none", "objective: empty"))
            .thenStops(StopReason.INVALID_GOAL)
            .thenEffects(Effect.EmitResult.class, Effect.ArmTimer.class);

    assertThat(ended.effect(Effect.EmitResult.class).errors())
        .containsExactly("checks: none", "objective: empty");
  }

  @ParameterizedTest
  @CsvSource({
    "TERMINAL, TERMINAL_ERROR",
    "DENIED, TERMINAL_ERROR",
    "TOOL_FAILED, TERMINAL_ERROR",
    "LIMIT_EXCEEDED, TERMINAL_ERROR",
    "UNKNOWN_EFFECT, EFFECT_UNKNOWN",
    "BUDGET_TOO_SMALL, TOKEN_BUDGET",
    "RATE_LIMITED, RETRIES_EXHAUSTED" // not retryable in these terms
  })
  void shouldStopWhenPlanOrVerifyFailsForGood(FailureKind kind, StopReason reason) {
    given(goal()).when(failed(1, plan(1, 1), kind)).thenStops(reason);
    given(untilVerify()).when(failed(3, verify(1, 1), kind)).thenStops(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "TERMINAL, TERMINAL_ERROR",
    "UNKNOWN_EFFECT, EFFECT_UNKNOWN",
    "RATE_LIMITED, RETRIES_EXHAUSTED"
  })
  void shouldStopWhenActionFailsForGood(FailureKind kind, StopReason reason) {
    Given ended =
        given(goal(), planned(1, plan(1, 1), "workspace"))
            .when(failed(2, act(1, 0, 1), kind))
            .thenStops(reason);

    assertThat(ended.effect(Effect.EmitResult.class).ledger().line(Dimension.TOOL_CALLS).spent())
        .isEqualTo(1);
  }

  @Test
  void shouldStopWhenRetriesAreExhausted() {
    Given second = given(goal()).when(failed(1, plan(1, 1), FailureKind.INVALID_OUTPUT));
    assertThat(second.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));
    // the planner sees its own faulty answer again
    assertThat(second.effect(Effect.RequestPlan.class).context()).containsExactly(1L);
    assertThat(second.effect(Effect.AppendContext.class).kind()).isEqualTo(ContextKind.REPAIR);

    Given ended =
        second
            .when(failed(2, plan(1, 2), FailureKind.INVALID_OUTPUT))
            .when(failed(3, plan(1, 3), FailureKind.INVALID_OUTPUT))
            .thenStops(StopReason.RETRIES_EXHAUSTED);
    assertThat(ended.effect(Effect.EmitResult.class).message())
        .contains("plan failed 3 times", "INVALID_OUTPUT", "broken", "nothing was judged");
  }
}
