package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static io.loopline.planner.controller.LoopEvents.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.Disposition;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.StopReason;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines and retention, on a clock that the test moves. */
class LoopTimersTest {
  private static final String LOOP = "loop-1";
  private static final Duration PLAN_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration RETENTION = Duration.ofDays(32);

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
  void shouldWaitForAnAnswerWhenItsDeadlineHasNotPassed() {
    // Given
    controller.submit(goal(LOOP));

    // When
    controller.advance(PLAN_TIMEOUT.minusMillis(1));

    // Then
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).hasSize(1);
    assertThat(controller.transitions()).hasSize(1);
  }

  @Test
  void shouldAskAgainWithTheNextAttemptWhenTheDeadlinePasses() {
    // Given
    controller.submit(goal(LOOP));
    controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.advance(PLAN_TIMEOUT);

    // Then
    Instant due = DrivenController.START.plus(PLAN_TIMEOUT);
    PlanRequest again = controller.only(LoopTopics.PLAN_REQUESTS);
    assertThat(again.getRequest().getRequestId()).isEqualTo("loop-1/1/PLAN/0/2");
    assertThat(again.getExpiresAt()).isEqualTo(due.plus(PLAN_TIMEOUT));
    LoopTransition transition = controller.transitions().getLast();
    assertThat(transition.getCause())
        .isEqualTo(new Cause(CauseKind.TIMER, null, due, "TimerFired"));
    assertThat(transition.getAt()).isEqualTo(due);
    assertThat(transition.getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheSecondAnswerAndCallTheFirstLateWhenBothArrive() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest first = controller.only(LoopTopics.PLAN_REQUESTS);
    controller.advance(PLAN_TIMEOUT);
    PlanRequest second = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.send(LoopTopics.PLANS, LOOP, plan(first));
    controller.send(LoopTopics.PLANS, LOOP, plan(second));

    // Then
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).hasSize(1);
    assertThat(controller.transitions())
        .extracting(LoopTransition::getDisposition)
        .containsExactly(
            Disposition.APPLIED, Disposition.APPLIED, Disposition.LATE, Disposition.APPLIED);
  }

  @Test
  void shouldEndTheLoopWhenEveryAttemptRanIntoItsDeadline() {
    // Given
    controller.submit(goal(LOOP));

    // When
    for (int attempt = 1; attempt <= 3; attempt++) {
      controller.advance(PLAN_TIMEOUT);
    }

    // Then
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).hasSize(3);
    LoopResult result = controller.only(LoopTopics.RESULTS);
    assertThat(result.getOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.getStopReason()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
  }

  @Test
  void shouldAskAgainAfterABackoffWhenAWorkerFailsInPassing() {
    // Given
    controller.submit(goal(LOOP));
    PlanResult failed = plan(controller.only(LoopTopics.PLAN_REQUESTS));
    failed.setPlan(null);
    failed.setFailure(new Failure(FailureKind.TRANSIENT, "connection reset", null, List.of()));

    // When
    controller.send(LoopTopics.PLANS, LOOP, failed);
    List<PlanRequest> atOnce = controller.events(LoopTopics.PLAN_REQUESTS);
    controller.advance(Duration.ofMillis(500));

    // Then
    assertThat(atOnce).isEmpty();
    assertThat(controller.only(LoopTopics.PLAN_REQUESTS).getRequest().getAttempt()).isEqualTo(2);
    assertThat(controller.transitions())
        .extracting(LoopTransition::getPhaseAfter)
        .containsExactly(LoopPhase.PLANNING, LoopPhase.BACKING_OFF, LoopPhase.PLANNING);
  }

  @Test
  void shouldWakeEveryLoopWhenManyAreDueAtOnce() {
    // Given more loops than one punctuation fires
    int loops = 1_201;
    for (int i = 0; i < loops; i++) {
      controller.submit(goal("loop-" + i));
    }
    controller.events(LoopTopics.PLAN_REQUESTS);

    // When
    controller.advance(PLAN_TIMEOUT);
    controller.advance(Duration.ofMillis(1));
    controller.advance(Duration.ofMillis(1));

    // Then
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS))
        .hasSize(loops)
        .allSatisfy(request -> assertThat(request.getRequest().getAttempt()).isEqualTo(2));
  }

  @Test
  void shouldDecideNothingForAnHourWhenNothingIsDue() {
    // Given
    controller.achieve(LOOP);
    controller.transitions();
    controller.results();
    controller.events(LoopTopics.INBOX);

    // When
    for (int minute = 0; minute < 60; minute++) {
      controller.advance(Duration.ofMinutes(1));
    }

    // Then
    for (LoopTopic<?> topic : ControllerTopology.OUTPUTS) {
      assertThat(controller.events(topic)).as(topic.name()).isEmpty();
    }
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void shouldForgetAnEndedLoopWhenItsRetentionHasPassed() {
    // Given
    controller.achieve(LOOP);

    // When
    controller.advance(RETENTION.minusMillis(1));
    int before = controller.rows(LoopStores.LOOPS).size();
    controller.advance(Duration.ofHours(1));

    // Then
    assertThat(before).isEqualTo(1);
    assertThat(controller.rows(LoopStores.LOOPS)).isEmpty();
    assertThat(controller.rows(LoopStores.TIMERS)).isEmpty();
    assertThat(controller.transitions()).hasSize(4);
  }

  @Test
  void shouldTakeAGoalUnderAnOldIdWhenTheEndedLoopIsForgotten() {
    // Given
    controller.achieve(LOOP);
    controller.advance(RETENTION);

    // When
    controller.submit(goal(LOOP, "another goal"));

    // Then
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS))
        .extracting(PlanRequest::getObjective)
        .containsExactly("another goal");
  }

  @Test
  void shouldKeepOneTimerRowPerLoopWhenItMovesFromStepToStep() {
    // Given
    controller.submit(goal(LOOP));
    controller.advance(Duration.ofSeconds(30));

    // When
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));

    // Then
    List<Instant> due = controller.rows(LoopStores.TIMERS).stream().map(TimerKey::dueAt).toList();
    assertThat(due).hasSize(1);
    assertThat(due.getFirst()).isAfter(DrivenController.START.plusSeconds(30));
  }
}
