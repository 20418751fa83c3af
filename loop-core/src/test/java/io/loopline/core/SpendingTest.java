package io.loopline.core;

import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static io.loopline.core.Models.failed;
import static io.loopline.core.Models.goal;
import static io.loopline.core.Models.planned;
import static io.loopline.core.Models.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens and money: reserved before a plan request, committed by its answer. */
class SpendingTest {

  @Test
  void shouldReserveTheCapsOfThePlanRequestAndSendThemAlong() {
    Given asked = given(goal(100_000, 100_000));

    Caps caps = asked.effect(Effect.RequestPlan.class).caps();
    // 40 beside the window and the window of 100; output as much as the model gives
    assertThat(caps).isEqualTo(new Caps(140, 1_000, 4_140, 100));
    assertThat(line(asked, Dimension.TOKENS)).isEqualTo("0 spent 1140 reserved");
    assertThat(line(asked, Dimension.COST)).isEqualTo("0 spent 4140 reserved");
    assertThat(asked.effect(Effect.RequestPlan.class).ledger()).isEqualTo(asked.live().ledger());
  }

  @Test
  void shouldReserveNothingWhenNoModelPlans() {
    Given asked = given(Fixture.goal());

    assertThat(asked.effect(Effect.RequestPlan.class).caps()).isEqualTo(Caps.NONE);
    assertThat(line(asked, Dimension.TOKENS)).isEqualTo("0 spent 0 reserved");
  }

  @Test
  void shouldCommitWhatWasUsedAndGiveBackTheRest() {
    Given executing =
        given(goal(100_000, 100_000)).when(planned(1, plan(1, 1), used(90, 50), "workspace"));

    assertThat(line(executing, Dimension.TOKENS)).isEqualTo("140 spent 0 reserved");
    assertThat(line(executing, Dimension.COST)).isEqualTo("290 spent 0 reserved");
  }

  @Test
  void shouldPriceCachedTokensAndTakeTheProvidersOwnFigureWhenThereIsOne() {
    Given cached =
        given(goal(100_000, 100_000))
            .when(planned(1, plan(1, 1), new Usage(90, 50, 60, 0, true), "workspace"));
    Given priced =
        given(goal(100_000, 100_000))
            .when(planned(1, plan(1, 1), new Usage(90, 50, 60, 17, true), "workspace"));

    assertThat(line(cached, Dimension.COST)).isEqualTo("236 spent 0 reserved");
    assertThat(line(priced, Dimension.COST)).isEqualTo("17 spent 0 reserved");
  }

  @Test
  void shouldCommitTheReservationWhenTheUseIsNotReported() {
    Given executing =
        given(goal(100_000, 100_000))
            .when(planned(1, plan(1, 1), new Usage(90, 0, 0, 0, false), "workspace"));

    assertThat(line(executing, Dimension.TOKENS)).isEqualTo("1140 spent 0 reserved");
    assertThat(line(executing, Dimension.COST)).isEqualTo("4140 spent 0 reserved");
  }

  @Test
  void shouldCommitTheReservationWhenNoAnswerComes() {
    Given again = given(goal(100_000, 100_000)).when(timer(60, at(60)));

    assertThat(again.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 2));
    assertThat(line(again, Dimension.TOKENS)).isEqualTo("1140 spent 1140 reserved");
  }

  @Test
  void shouldCommitTheReservationWhenTheLoopEndsBeforeTheAnswer() {
    Given ended = given(goal(100_000, 100_000)).when(command(1, CommandKind.CANCEL));

    BudgetLine tokens = ended.effect(Effect.EmitResult.class).ledger().line(Dimension.TOKENS);
    assertThat(tokens.spent()).isEqualTo(1_140);
    assertThat(tokens.reserved()).isZero();
  }

  @Test
  void shouldCountEachAttemptWhenThePlanIsRepaired() {
    Given again =
        given(goal(100_000, 100_000))
            .when(failed(1, plan(1, 1), FailureKind.INVALID_OUTPUT, used(100, 20)));

    assertThat(line(again, Dimension.TOKENS)).isEqualTo("120 spent 1140 reserved");
  }

  @Test
  void shouldCountWhatAJudgeUsed() {
    Given verified =
        given(goal(100_000, 100_000), planned(1, plan(1, 1), used(1, 1)))
            .when(
                new LoopEvent.VerdictGiven(
                    at(2),
                    verify(1, 1),
                    VerdictDecision.CONTINUE,
                    0.5,
                    null,
                    "",
                    1,
                    null,
                    used(10, 5)));

    assertThat(line(verified, Dimension.TOKENS)).isEqualTo("17 spent 1140 reserved");
    assertThat(line(verified, Dimension.COST)).isEqualTo("35 spent 4140 reserved");
  }

  @Test
  void shouldShortenTheOutputWhenTheTokensDoNotSuffice() {
    Given asked = given(goal(700, 100_000));

    assertThat(asked.effect(Effect.RequestPlan.class).caps())
        .isEqualTo(new Caps(140, 560, 2_380, 100));
    assertThat(asked.transition().note()).contains("560 output tokens");
  }

  @Test
  void shouldShortenTheOutputWhenTheMoneyDoesNotSuffice() {
    Given asked = given(goal(100_000, 2_000));

    assertThat(asked.effect(Effect.RequestPlan.class).caps())
        .isEqualTo(new Caps(140, 465, 2_000, 100));
  }

  @Test
  void shouldCutTheWindowToTheNewestEntriesWhenTheShortestOutputDoesNotSuffice() {
    // Given: entries 1 to 4 of 10 tokens each
    Given second =
        given(
                goal(10_000, 100_000),
                planned(1, plan(1, 1), used(10, 10), "workspace"),
                Fixture.observed(2, Fixture.act(1, 0, 1), null))
            .when(People.amend(3, java.util.Map.of(Dimension.TOKENS, 20L + 40 + 256 + 25)));

    // When
    Given asked = second.when(Fixture.judged(4, verify(1, 1), VerdictDecision.CONTINUE, 0.5, null));

    // Then
    Effect.RequestPlan request = asked.effect(Effect.RequestPlan.class);
    assertThat(request.caps()).isEqualTo(new Caps(65, 256, 1_089, 25));
    assertThat(request.context()).containsExactly(2L, 3L);
  }

  @Test
  void shouldStopWhenTheLeastDoesNotFit() {
    // 40 beside the window, an eighth of the window, 256 of output
    Given tokens = given(goal(40 + 12 + 256, 100_000));
    assertThat(tokens.effect(Effect.RequestPlan.class).caps().tokens()).isEqualTo(308);

    given(goal(40 + 12 + 255, 100_000)).thenStops(StopReason.TOKEN_BUDGET);
    given(goal(100_000, 52 + 4 * 256 - 1)).thenStops(StopReason.COST_BUDGET);
    given(goal(100_000, 52 + 4 * 256)).thenPhase(Phase.Planning.class);
  }

  @Test
  void shouldStopWhenTheModelIsTooSmallForTheGoal() {
    ModelTerms small = new ModelTerms("small", 1, 1, 1, 300, 300, 40);

    Given ended = given(goal(small, 100_000, 100_000)).thenStops(StopReason.TERMINAL_ERROR);

    assertThat(ended.effect(Effect.EmitResult.class).message()).contains("small takes 300");
  }

  @Test
  void shouldStopWhenWhatIsLeftIsTooLittleForTheNextPlan() {
    Given ended =
        given(goal(1_400, 100_000), planned(1, plan(1, 1), used(140, 1_000)))
            .when(Fixture.judged(2, verify(1, 1), VerdictDecision.CONTINUE, 0.5, null))
            .thenStops(StopReason.TOKEN_BUDGET);

    assertThat(ended.effect(Effect.EmitResult.class).message())
        .contains("budget of 1400 tokens", "260", "best score 0.5");
  }

  @Test
  void shouldNameTheThresholdsThatUseCrosses() {
    Given executing =
        given(goal(1_400, 100_000)).when(planned(1, plan(1, 1), used(140, 1_000), "workspace"));

    assertThat(executing.transition().thresholds()).containsExactly("TOKENS 50%", "TOKENS 80%");
  }

  @Test
  void shouldAskAgainWithHalfTheWindowWhenTheWorkerFindsTheCapsTooSmall() {
    // Given
    Given asked = given(goal(100_000, 100_000));

    // When
    Given again = asked.when(failed(1, plan(1, 1), FailureKind.BUDGET_TOO_SMALL, Usage.NONE));

    // Then
    Effect.RequestPlan request = again.effect(Effect.RequestPlan.class);
    assertThat(request.request()).isEqualTo(plan(1, 2));
    assertThat(request.caps().window()).isEqualTo(50);
    assertThat(request.expiresAt()).isEqualTo(at(61));
    assertThat(line(again, Dimension.TOKENS)).isEqualTo("0 spent 1090 reserved");
    again
        .when(failed(2, plan(1, 2), FailureKind.BUDGET_TOO_SMALL, Usage.NONE))
        .when(failed(3, plan(1, 3), FailureKind.BUDGET_TOO_SMALL, Usage.NONE))
        .thenStops(StopReason.TOKEN_BUDGET);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void shouldCountTheTokensOfAFailedAttempt(FailureKind kind) {
    Transition failed =
        given(goal(100_000, 100_000)).when(failed(1, plan(1, 1), kind, used(7, 3))).transition();

    BudgetLine tokens =
        failed.next() instanceof LoopState.Live live
            ? live.ledger().line(Dimension.TOKENS)
            : ((Effect.EmitResult) failed.effects().getFirst()).ledger().line(Dimension.TOKENS);
    assertThat(tokens.spent()).isEqualTo(10);
  }

  @Test
  void shouldLetAPlanWaitWhenGoingOnMayCostMoreThanThePolicySays() {
    ApprovalTerms over = People.approval(List.of(), 4_200L, false, false);

    Given first = given(gated(over)).when(planned(1, plan(1, 1), used(50, 10), "workspace"));
    Given second = given(gated(over)).when(planned(1, plan(1, 1), used(20, 10), "workspace"));

    // 4,140 for the next plan, and 90 or 60 that are spent
    first.thenPhase(Phase.AwaitingApproval.class);
    assertThat(first.transition().note()).contains("4230 micro-USD", "over 4200");
    second.thenPhase(Phase.Executing.class);
  }

  private static LoopEvent gated(ApprovalTerms approval) {
    return new LoopEvent.GoalReceived(
        Fixture.START,
        Fixture.LOOP,
        "hash-1",
        People.terms(new Controls(List.of(), approval, Models.MODEL)),
        java.util.Map.of(
            Dimension.ITERATIONS, 3L,
            Dimension.TOOL_CALLS, 5L,
            Dimension.TOKENS, 100_000L,
            Dimension.COST, 100_000L,
            Dimension.WALL_CLOCK, 600_000L),
        List.of());
  }

  private static String line(Given given, Dimension dimension) {
    BudgetLine line = given.live().ledger().line(dimension);
    return line.spent() + " spent " + line.reserved() + " reserved";
  }
}
