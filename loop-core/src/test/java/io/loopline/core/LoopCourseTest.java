package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The course of a loop when nothing is repeated, late or lost. */
class LoopCourseTest {

  @Test
  void shouldAskForPlanWhenGoalIsAccepted() {
    Given accepted =
        given(new LoopState.Absent())
            .when(goal())
            .thenPhase(Phase.Planning.class)
            .thenEffects(Effect.KeepGoal.class, Effect.RequestPlan.class, Effect.ArmTimer.class)
            .then(Disposition.APPLIED);

    assertThat(accepted.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 1));
    assertThat(accepted.effect(Effect.RequestPlan.class).expiresAt()).isEqualTo(at(60));
    assertThat(accepted.effect(Effect.ArmTimer.class).dueAt()).isEqualTo(at(60));
    assertThat(accepted.live().sequence()).isEqualTo(1);
    assertThat(accepted.live().ledger().line(Dimension.ITERATIONS).reserved()).isEqualTo(1);
  }

  @Test
  void shouldRunFirstActionWhenPlanArrives() {
    Given executing =
        given(goal())
            .when(planned(1, plan(1, 1), "workspace", "sql"))
            .thenPhase(Phase.Executing.class)
            .thenEffects(
                Effect.AppendContext.class,
                Effect.RequestAction.class,
                Effect.CancelTimer.class,
                Effect.ArmTimer.class);

    assertThat(executing.effect(Effect.RequestAction.class))
        .isEqualTo(new Effect.RequestAction(act(1, 0, 1), at(31), 1, null, false));
    assertThat(executing.effect(Effect.CancelTimer.class).dueAt()).isEqualTo(at(60));
    assertThat(executing.live().wakeAt()).isEqualTo(at(31));
  }

  @Test
  void shouldRunNextActionOnSnapshotOfTheOneBefore() {
    Given second =
        given(goal(), planned(1, plan(1, 1), "workspace", "sql"))
            .when(observed(2, act(1, 0, 1), CHANGED))
            .thenPhase(Phase.Executing.class)
            .thenEffects(Effect.AppendContext.class, Effect.RequestAction.class);

    assertThat(second.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 1, 1));
    assertThat(second.effect(Effect.RequestAction.class).workspace()).isEqualTo(CHANGED);
  }

  @Test
  void shouldKeepSnapshotWhenActionLeavesNone() {
    Given second =
        given(
                goal(),
                planned(1, plan(1, 1), "workspace", "http"),
                observed(2, act(1, 0, 1), CHANGED))
            .when(observed(3, act(1, 1, 1), null));

    assertThat(second.effect(Effect.RequestVerify.class).workspace()).isEqualTo(CHANGED);
  }

  @Test
  void shouldVerifyWhenLastActionIsObserved() {
    Given verifying =
        given(goal(), planned(1, plan(1, 1), "workspace"))
            .when(observed(2, act(1, 0, 1), CHANGED))
            .thenPhase(Phase.Verifying.class)
            .thenEffects(Effect.AppendContext.class, Effect.RequestVerify.class);

    Effect.RequestVerify request = verifying.effect(Effect.RequestVerify.class);
    assertThat(request.observations()).containsExactly(2L);
    assertThat(request.plannedActions()).isEqualTo(1);
    assertThat(request.expiresAt()).isEqualTo(at(92));
    assertThat(request.bestScore()).isNull();
    assertThat(verifying.live().ledger().line(Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 5, 1, 0));
  }

  @Test
  void shouldVerifyWhenPlanIsEmpty() {
    Given verifying =
        given(goal())
            .when(planned(1, plan(1, 1)))
            .thenPhase(Phase.Verifying.class)
            .thenEffects(Effect.AppendContext.class, Effect.RequestVerify.class);

    assertThat(verifying.effect(Effect.RequestVerify.class).plannedActions()).isZero();
    assertThat(verifying.transition().note()).contains("no actions");
  }

  @Test
  void shouldEndAchievedWhenVerdictSaysSo() {
    Given ended =
        given(untilVerify())
            .when(judged(3, verify(1, 1), VerdictDecision.ACHIEVED, 1.0, CHANGED))
            .thenStops(StopReason.GOAL_ACHIEVED)
            .thenEffects(
                Effect.AppendContext.class,
                Effect.EmitResult.class,
                Effect.DropLoopData.class,
                Effect.CancelTimer.class,
                Effect.ArmTimer.class);

    Effect.EmitResult result = ended.effect(Effect.EmitResult.class);
    assertThat(result.best()).isEqualTo(new Best(1.0, 1, 3, CHANGED));
    assertThat(result.iterations()).isEqualTo(1);
    assertThat(result.startedAt()).isEqualTo(at(0));
    assertThat(result.endedAt()).isEqualTo(at(3));
    assertThat(result.ledger().lines()).extracting(BudgetLine::reserved).containsOnly(0L);
    assertThat(result.ledger().line(Dimension.ITERATIONS).spent()).isEqualTo(1);
    assertThat(result.ledger().line(Dimension.WALL_CLOCK).spent()).isEqualTo(3_000);
    assertThat(ended.effect(Effect.DropLoopData.class).context()).containsExactly(1L, 2L, 3L);
    assertThat(ended.transition().score()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @EnumSource(
      value = VerdictDecision.class,
      names = {"CONTINUE", "REGRESSED"})
  void shouldPlanAgainWhenVerdictIsNotYet(VerdictDecision decision) {
    Given next =
        given(untilVerify())
            .when(judged(3, verify(1, 1), decision, 0.5, CHANGED))
            .thenPhase(Phase.Planning.class)
            .thenEffects(Effect.AppendContext.class, Effect.RequestPlan.class);

    Effect.RequestPlan request = next.effect(Effect.RequestPlan.class);
    assertThat(request.request()).isEqualTo(plan(2, 1));
    assertThat(request.context()).containsExactly(1L, 2L, 3L);
    assertThat(request.workspace()).isEqualTo(CHANGED);
    assertThat(next.live().ledger().line(Dimension.ITERATIONS))
        .isEqualTo(new BudgetLine(Dimension.ITERATIONS, 3, 1, 1));
    assertThat(next.transition().thresholds()).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepBestVerdictWhenLaterOneIsWorse() {
    Given third =
        given(untilVerify())
            .when(judged(3, verify(1, 1), VerdictDecision.CONTINUE, 0.8, CHANGED))
            .when(planned(4, plan(2, 1)))
            .when(judged(5, verify(2, 1), VerdictDecision.REGRESSED, 0.2, CHANGED));

    assertThat(third.live().best()).isEqualTo(new Best(0.8, 1, 3, CHANGED));
    assertThat(third.live().iteration()).isEqualTo(3);
    assertThat(third.transition().score()).isEqualTo(0.2);
  }

  @Test
  void shouldEndUnsafeWhenVerdictIsFatal() {
    given(untilVerify())
        .when(judged(3, verify(1, 1), VerdictDecision.FATAL, 0.0, CHANGED))
        .thenStops(StopReason.UNSAFE);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"DENIED", "TOOL_FAILED", "LIMIT_EXCEEDED", "INVALID_OUTPUT", "BUDGET_TOO_SMALL"})
  void shouldSkipRestOfPlanWhenActionFails(FailureKind kind) {
    Given verifying =
        given(goal(), planned(1, plan(1, 1), "workspace", "sql", "http"))
            .when(failed(2, act(1, 0, 1), kind))
            .thenPhase(Phase.Verifying.class)
            .thenEffects(Effect.AppendContext.class, Effect.RequestVerify.class);

    Effect.RequestVerify request = verifying.effect(Effect.RequestVerify.class);
    assertThat(request.observations()).isEqualTo(List.of(2L));
    assertThat(request.plannedActions()).isEqualTo(3);
    assertThat(verifying.transition().note()).contains("action 0", kind.name(), "broken");
  }
}
