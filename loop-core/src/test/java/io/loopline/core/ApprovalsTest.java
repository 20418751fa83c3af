package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.limits;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static io.loopline.core.People.about;
import static io.loopline.core.People.approval;
import static io.loopline.core.People.edit;
import static io.loopline.core.People.goal;
import static io.loopline.core.People.untilApproval;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans that wait for a person. */
class ApprovalsTest {

  @Test
  void shouldWaitAndSendNothingWhenThePlanUsesAGatedTool() {
    Given waiting =
        given(goal(approval(List.of("sql"), null, false, false)))
            .when(planned(1, plan(1, 1), "workspace", "sql"))
            .thenPhase(Phase.AwaitingApproval.class)
            .thenEffects(Effect.AppendContext.class);

    assertThat(waiting.transition().note()).contains("waits for approval", "sql");
    assertThat(Deadlines.earliest(waiting.live().phase(), waiting.live().wallClockEnd()))
        .isEqualTo(at(121));
  }

  @Test
  void shouldRunAtOnceWhenNoRuleHolds() {
    given(goal(approval(List.of("sql"), 500L, false, false)))
        .when(planned(1, plan(1, 1), "workspace"))
        .thenPhase(Phase.Executing.class);
  }

  @Test
  void shouldWaitWhenEveryPlanDoes() {
    ApprovalTerms every =
        new ApprovalTerms(true, List.of(), null, Duration.ofMinutes(2), false, false);

    given(goal(every))
        .when(planned(1, plan(1, 1), "workspace"))
        .thenPhase(Phase.AwaitingApproval.class);
  }

  @Test
  void shouldNotWaitWhenThePlanDoesNothing() {
    ApprovalTerms every =
        new ApprovalTerms(true, List.of(), null, Duration.ofMinutes(2), false, false);

    given(goal(every)).when(planned(1, plan(1, 1))).thenPhase(Phase.Verifying.class);
  }

  @Test
  void shouldRunThePlanWhenApproved() {
    Given running =
        given(untilApproval())
            .when(command(5, CommandKind.APPROVE))
            .thenPhase(Phase.Executing.class);

    Effect.RequestAction request = running.effect(Effect.RequestAction.class);
    assertThat(request.request()).isEqualTo(act(1, 0, 1));
    assertThat(request.planSequence()).isEqualTo(1);
    assertThat(running.transition().note()).contains("plan approved by ann: not needed");
  }

  @Test
  void shouldAskAgainWhenTheNextPlanIsGatedToo() {
    Given second =
        given(untilApproval())
            .when(People.command(2, CommandKind.APPROVE, "id-1"))
            .when(observed(3, act(1, 0, 1), CHANGED))
            .when(judged(4, verify(1, 1), VerdictDecision.CONTINUE, 0.1, CHANGED))
            .when(planned(5, plan(2, 1), "sql"))
            .thenPhase(Phase.AwaitingApproval.class);

    // the approval of the first plan, delivered again, does not approve a plan nobody saw
    second
        .when(People.command(6, CommandKind.APPROVE, "id-1"))
        .then(Disposition.DUPLICATE)
        .thenUnchanged();
    second
        .when(about(6, CommandKind.APPROVE, 1))
        .then(Disposition.REFUSED)
        .thenUnchanged()
        .when(about(7, CommandKind.APPROVE, 2))
        .thenPhase(Phase.Executing.class);
  }

  @Test
  void shouldRunTheEditedPlanWhenItIsValid() {
    Given running = given(untilApproval()).when(edit(5, "workspace", "noop"));

    running.thenPhase(Phase.Executing.class);
    assertThat(running.effect(Effect.AppendContext.class).kind()).isEqualTo(ContextKind.PLAN);
    assertThat(running.effect(Effect.RequestAction.class).planSequence())
        .isEqualTo(running.effect(Effect.AppendContext.class).sequence())
        .isEqualTo(2);
    assertThat(((Phase.Executing) running.live().phase()).actions())
        .extracting(ActionSlot::tool)
        .containsExactly("workspace", "noop");
  }

  @Test
  void shouldRefuseTheEditAndGoOnWaitingWhenItBreaksThePolicy() {
    Given refused =
        given(goal(People.GATED_SQL, "sql", "noop"), planned(1, plan(1, 1), "sql"))
            .when(edit(5, "noop", "process"))
            .then(Disposition.REFUSED)
            .thenUnchanged();

    assertThat(refused.transition().note()).contains("process", "allowed: sql, noop");
    refused.when(edit(6)).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldRefuseTheEditWithItsErrorsWhenItIsNoPlan() {
    Given refused =
        given(untilApproval())
            .when(
                People.command(
                    5,
                    CommandKind.EDIT,
                    new CommandContent(
                        "id-1",
                        null,
                        0,
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of("actions[0].tool: unknown tool 'rm'"))))
            .then(Disposition.REFUSED)
            .thenUnchanged();

    assertThat(refused.transition().note()).contains("actions[0].tool: unknown tool 'rm'");
  }

  @Test
  void shouldTellThePlannerAndPlanAnewWhenRejected() {
    Given next =
        given(untilApproval()).when(command(5, CommandKind.REJECT)).thenPhase(Phase.Planning.class);

    Effect.RequestPlan request = next.effect(Effect.RequestPlan.class);
    assertThat(request.request()).isEqualTo(plan(2, 1));
    assertThat(request.context()).contains(next.effect(Effect.AppendContext.class).sequence());
    assertThat(next.effect(Effect.AppendContext.class).kind()).isEqualTo(ContextKind.SIGNAL);
    assertThat(next.live().ledger().line(Dimension.ITERATIONS).spent()).isEqualTo(1);
    assertThat(next.live().ledger().line(Dimension.TOOL_CALLS).spent()).isZero();
  }

  @Test
  void shouldComeToAnEndWhenEveryPlanIsRejected() {
    given(goal(limits(Dimension.ITERATIONS, 1), People.GATED_SQL), planned(1, plan(1, 1), "sql"))
        .when(command(5, CommandKind.REJECT))
        .thenStops(StopReason.MAX_ITERATIONS);
  }

  @Test
  void shouldStopWhenRejectedAndThePolicySaysSo() {
    Given ended =
        given(goal(approval(List.of("sql"), null, false, true)), planned(1, plan(1, 1), "sql"))
            .when(command(5, CommandKind.REJECT))
            .thenStops(StopReason.CANCELLED);

    assertThat(ended.effect(Effect.EmitResult.class).message())
        .isEqualTo("plan rejected by ann: not needed");
  }

  @Test
  void shouldStopWhenNobodyDecidesInTime() {
    Given waiting = given(untilApproval());

    Given early = waiting.when(timer(60, waiting.live().wakeAt()));

    assertThat(early.live().wakeAt()).isEqualTo(at(121));
    early.when(timer(121, at(121))).thenStops(StopReason.APPROVAL_EXPIRED);
  }

  @Test
  void shouldCountAsRejectedWhenNobodyDecidesAndThePolicySaysSo() {
    Given waiting =
        given(goal(approval(List.of("sql"), null, true, false)), planned(1, plan(1, 1), "sql"))
            .when(timer(60, at(60)));

    Given next = waiting.when(timer(121, at(121))).thenPhase(Phase.Planning.class);

    assertThat(next.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(2, 1));
    assertThat(next.effect(Effect.AppendNote.class).kind()).isEqualTo(ContextKind.SIGNAL);
    assertThat(next.effect(Effect.AppendNote.class).text()).contains("counts as rejected");
  }

  @Test
  void shouldExpireOnResumeWhenTheTimePassedWhilePaused() {
    Given resumed =
        given(goal(approval(List.of("sql"), null, true, false)), planned(1, plan(1, 1), "sql"))
            .when(command(2, CommandKind.PAUSE))
            .when(command(130, CommandKind.RESUME));

    assertThat(resumed.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(2, 1));
    assertThat(resumed.effect(Effect.AppendNote.class).text()).contains("counts as rejected");
  }

  @Test
  void shouldCallTheSecondDecisionRefusedWhenTwoPeopleDecide() {
    given(untilApproval())
        .when(People.command(5, CommandKind.APPROVE, "id-1"))
        .when(People.command(6, CommandKind.REJECT, "id-2"))
        .then(Disposition.REFUSED)
        .thenUnchanged();
  }

  @Test
  void shouldGiveOneResultWhenACancelRacesTheAchievedVerdict() {
    Given verifying = given(Fixture.untilVerify());
    LoopEvent achieved = judged(3, verify(1, 1), VerdictDecision.ACHIEVED, 1, CHANGED);

    verifying
        .when(achieved)
        .thenStops(StopReason.GOAL_ACHIEVED)
        .when(command(3, CommandKind.CANCEL))
        .then(Disposition.LATE)
        .thenEffects();
    verifying
        .when(command(3, CommandKind.CANCEL))
        .thenStops(StopReason.CANCELLED)
        .when(achieved)
        .then(Disposition.LATE)
        .thenEffects();
  }
}
