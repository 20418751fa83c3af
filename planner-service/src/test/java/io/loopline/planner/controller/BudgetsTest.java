package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static io.loopline.planner.controller.LoopEvents.notYet;
import static io.loopline.planner.controller.LoopEvents.observed;
import static io.loopline.planner.controller.LoopEvents.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.BudgetDimension;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.InputKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopTransition;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.StopReason;
import io.loopline.event.TokenUsage;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger through the whole topology: a goal with a model, put into the inbox as the intake
 * would once goals may name one, and answers that say what they used.
 */
class BudgetsTest {
  private static final String LOOP = "loop-1";

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void shouldReserveSendTheCapsAndCommitWhatTheAnswerUsed() {
    // When
    accept(50_000);
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);
    controller.send(LoopTopics.PLANS, LOOP, planned(request, 3_000, 500));

    // Then
    assertThat(request.getCaps().getMaxInputTokens()).isEqualTo(10_000);
    assertThat(request.getCaps().getMaxOutputTokens()).isEqualTo(4_000);
    assertThat(request.getCaps().getMaxCostMicroUsd()).isEqualTo(26_000);
    assertThat(request.getWrapUp()).isNull();
    List<LoopTransition> decisions = controller.transitions();
    assertThat(line(decisions.getFirst(), BudgetDimension.TOKENS))
        .isEqualTo(new LedgerLine(BudgetDimension.TOKENS, 50_000L, 0L, 14_000L));
    assertThat(line(decisions.getLast(), BudgetDimension.TOKENS))
        .isEqualTo(new LedgerLine(BudgetDimension.TOKENS, 50_000L, 3_500L, 0L));
    assertThat(line(decisions.getLast(), BudgetDimension.COST).getSpent()).isEqualTo(5_000);
  }

  @Test
  void shouldTellThePlannerToWrapUpWhenABudgetRunsLow() {
    // Given
    accept(20_000);
    PlanRequest first = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.send(LoopTopics.PLANS, LOOP, planned(first, 12_000, 4_000));
    finishIteration();

    // Then
    PlanRequest second = controller.only(LoopTopics.PLAN_REQUESTS);
    assertThat(second.getWrapUp()).contains("tokens 4000 of 20000 left");
    assertThat(second.getCaps().getMaxInputTokens() + second.getCaps().getMaxOutputTokens())
        .isLessThanOrEqualTo(4_000);
    assertThat(controller.transitions())
        .flatExtracting(LoopTransition::getThresholds)
        .contains("TOKENS 50%", "TOKENS 80%");
  }

  @Test
  void shouldStopOnTheTokenBudgetWhenAnotherPlanDoesNotFit() {
    // Given
    accept(20_000);

    // When
    controller.send(
        LoopTopics.PLANS, LOOP, planned(controller.only(LoopTopics.PLAN_REQUESTS), 15_000, 4_000));
    finishIteration();

    // Then
    assertThat(controller.results())
        .singleElement()
        .satisfies(end -> {
          assertThat(end.getStopReason()).isEqualTo(StopReason.TOKEN_BUDGET);
          assertThat(end.getBest()).isNotNull();
        });
  }

  @Test
  void shouldCountTheReservationWhenTheAnswerDoesNotSayWhatItUsed() {
    // Given
    accept(50_000);
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    PlanResult failed =
        PlanResult.newBuilder(plan(request))
            .setPlan(null)
            .setFailure(new Failure(FailureKind.TRANSIENT, "cut off", null, List.of()))
            .setUsage(TokenUsage.newBuilder().setUnreported(true).build())
            .build();
    controller.send(LoopTopics.PLANS, LOOP, failed);
    controller.advance(Duration.ofSeconds(2));

    // Then
    assertThat(line(controller.transitions().getLast(), BudgetDimension.TOKENS))
        .isEqualTo(new LedgerLine(BudgetDimension.TOKENS, 50_000L, 14_000L, 14_000L));
  }

  @Test
  void shouldSetAnAnswerAsideWhenItsUsageIsImpossible() {
    // Given
    accept(50_000);

    // When
    controller.send(
        LoopTopics.PLANS, LOOP, planned(controller.only(LoopTopics.PLAN_REQUESTS), -1, 0));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getMessage()).contains("usage");
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();
  }

  private void accept(long tokens) {
    Goal goal = goal(LOOP);
    goal.getPlanner().setKind(PlannerKind.LLM);
    goal.getBudgets().setTokens(tokens);
    ModelPrice price =
        new ModelPrice("m", 1_000_000L, 100_000L, 4_000_000L, 128_000L, 4_000L, 2_000L);
    LoopInput input =
        LoopInput.newBuilder()
            .setEventId("loop.goals/0/0")
            .setLoopId(LOOP)
            .setOccurredAt(Instant.EPOCH)
            .setProducer(LoopEvents.WORKER)
            .setKind(InputKind.GOAL)
            .setGoal(goal)
            .setGoalHash("hash-1")
            .setResolution(new GoalResolution(List.of(), price, List.of(), null))
            .build();
    controller.send(LoopTopics.INBOX, LOOP, input);
  }

  private void finishIteration() {
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    controller.send(LoopTopics.VERDICTS, LOOP, notYet(controller.only(LoopTopics.VERIFY_REQUESTS)));
  }

  private static PlanResult planned(PlanRequest request, long input, long output) {
    return PlanResult.newBuilder(plan(request))
        .setUsage(TokenUsage.newBuilder().setInputTokens(input).setOutputTokens(output).build())
        .build();
  }

  private static LedgerLine line(LoopTransition transition, BudgetDimension dimension) {
    return transition.getLedger().stream()
        .filter(line -> line.getDimension() == dimension)
        .findFirst()
        .orElseThrow();
  }
}
