package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.achieved;
import static io.loopline.planner.controller.LoopEvents.goal;
import static io.loopline.planner.controller.LoopEvents.notYet;
import static io.loopline.planner.controller.LoopEvents.observed;
import static io.loopline.planner.controller.LoopEvents.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.CauseKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.Disposition;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.PlanRequest;
import io.loopline.event.RequestRef;
import io.loopline.event.SourceRef;
import io.loopline.event.Step;
import io.loopline.event.StopReason;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLoopTest {
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
  void shouldPutAGoalIntoTheInboxWithItsCoordinatesAndHashWhenItIsValid() {
    // When
    controller.submit(goal(LOOP));

    // Then
    KeyValue<String, LoopInput> input = controller.records(LoopTopics.INBOX).getFirst();
    assertThat(input.key).isEqualTo(LOOP);
    assertThat(input.value.getEventId()).isEqualTo("loop.goals/0/0");
    assertThat(input.value.getKind()).isEqualTo(InputKind.GOAL);
    assertThat(input.value.getGoal()).isEqualTo(goal(LOOP));
    assertThat(input.value.getGoalHash()).matches("[0-9a-f]{64}");
    assertThat(input.value.getErrors()).isEmpty();
    assertThat(input.value.getOrigin()).isEqualTo(new SourceRef("loop.goals", 0, 0L));
  }

  @Test
  void shouldAskForAPlanWhenAGoalComesIn() {
    // When
    Goal goal = goal(LOOP);
    controller.submit(goal);

    // Then
    KeyValue<String, PlanRequest> asked = controller.records(LoopTopics.PLAN_REQUESTS).getFirst();
    PlanRequest request = asked.value;
    assertThat(asked.key).isEqualTo(LOOP);
    assertThat(request.getEventId()).isEqualTo("loop-1/1/0");
    assertThat(request.getDecision()).isEqualTo(new DecisionRef("loop-1/1", 0, 2));
    assertThat(request.getRequest())
        .isEqualTo(new RequestRef("loop-1/1/PLAN/0/1", 1, Step.PLAN, 0, 1));
    assertThat(request.getOccurredAt()).isEqualTo(DrivenController.START);
    assertThat(request.getExpiresAt())
        .isEqualTo(DrivenController.START.plus(Duration.ofMinutes(2)));
    assertThat(request.getProducer()).isEqualTo(DrivenController.PRODUCER);
    assertThat(request.getObjective()).isEqualTo(goal.getObjective());
    assertThat(request.getPlanner()).isEqualTo(goal.getPlanner());
    assertThat(request.getContext()).isEmpty();
  }

  @Test
  void shouldGoThroughEveryStepToExactlyOneResultWhenTheVerdictIsAchieved() {
    // When
    controller.submit(goal(LOOP));
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.advance(Duration.ofSeconds(3));
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    controller.send(LoopTopics.VERDICTS, LOOP, achieved(verify));

    // Then
    assertThat(action.getDecision()).isEqualTo(new DecisionRef("loop-1/2", 0, 2));
    assertThat(action.getRequest())
        .isEqualTo(new RequestRef("loop-1/1/ACT/0/1", 1, Step.ACT, 0, 1));
    assertThat(action.getAction().getTool()).isEqualTo("workspace");
    assertThat(action.getWorkspace()).isNull();
    assertThat(action.getIdempotencyKey()).matches("[0-9a-f]{64}");
    assertThat(verify.getDecision()).isEqualTo(new DecisionRef("loop-1/3", 0, 2));
    assertThat(verify.getRequest())
        .isEqualTo(new RequestRef("loop-1/1/VERIFY/0/1", 1, Step.VERIFY, 0, 1));
    assertThat(verify.getWorkspace()).isEqualTo(LoopEvents.WORKSPACE);
    assertThat(verify.getObservations()).containsExactly(observed(action).getView());
    assertThat(verify.getPlannedActions()).isEqualTo(1);

    List<KeyValue<String, LoopResult>> results = controller.records(LoopTopics.RESULTS);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().key).isEqualTo(LOOP);
    LoopResult result = results.getFirst().value;
    assertThat(result.getEventId()).isEqualTo("loop-1/4/0");
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(1);
    assertThat(result.getBest()).isEqualTo(achieved(verify).getView());
    assertThat(result.getWorkspace()).isEqualTo(LoopEvents.WORKSPACE);
    assertThat(result.getReceipts()).containsExactly(LoopEvents.RECEIPT);
    assertThat(result.getMissing()).isEmpty();
    assertThat(result.getStartedAt()).isEqualTo(DrivenController.START);
    assertThat(result.getEndedAt()).isEqualTo(DrivenController.START.plusSeconds(3));
    assertNothingIsLeft();
  }

  @Test
  void shouldAuditEachDecisionWithItsCauseWhenALoopRuns() {
    // When
    controller.achieve(LOOP);

    // Then
    List<KeyValue<String, LoopTransition>> records = controller.records(LoopTopics.TRANSITIONS);
    assertThat(records).extracting(record -> record.key).containsOnly(LOOP);
    List<LoopTransition> transitions = records.stream().map(record -> record.value).toList();
    assertThat(transitions).extracting(LoopTransition::getSequence).containsExactly(1L, 2L, 3L, 4L);
    assertThat(transitions)
        .extracting(each -> each.getCause().getRecord())
        .containsExactly(
            new SourceRef("loop.inbox", 0, 0L),
            new SourceRef("loop.plans", 0, 0L),
            new SourceRef("loop.observations", 0, 0L),
            new SourceRef("loop.verdicts", 0, 0L));
    assertThat(transitions)
        .extracting(each -> each.getCause().getKind())
        .containsOnly(CauseKind.RECORD);
    assertThat(transitions)
        .extracting(LoopTransition::getPhaseAfter)
        .containsExactly(
            LoopPhase.PLANNING, LoopPhase.EXECUTING, LoopPhase.VERIFYING, LoopPhase.TERMINATED);
    assertThat(transitions)
        .extracting(LoopTransition::getDisposition)
        .containsOnly(Disposition.APPLIED);
    assertThat(transitions)
        .allSatisfy(each ->
            assertThat(each.getDecision())
                .isEqualTo(new DecisionRef(LOOP + "/" + each.getSequence(), 1, 2)));
    assertThat(transitions.getLast().getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
  }

  @Test
  void shouldKeepOnlyTheEndedRecordAndItsRetentionTimerWhenALoopEnds() {
    // When
    controller.achieve(LOOP);

    // Then
    assertThat(controller.rows(LoopStores.LOOPS)).hasSize(1);
    assertThat(controller.rows(LoopStores.TIMERS)).hasSize(1);
    assertThat(controller.rows(LoopStores.GOALS)).isEmpty();
    assertThat(controller.rows(LoopStores.CONTEXT)).isEmpty();
  }

  @Test
  void shouldShowTheVerdictToThePlannerWhenVerificationFails() {
    // When
    controller.submit(goal(LOOP));
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    controller.send(LoopTopics.VERDICTS, LOOP, notYet(verify));

    // Then
    PlanRequest next = controller.only(LoopTopics.PLAN_REQUESTS);
    assertThat(next.getRequest())
        .isEqualTo(new RequestRef("loop-1/2/PLAN/0/1", 2, Step.PLAN, 0, 1));
    assertThat(next.getWorkspace()).isEqualTo(LoopEvents.WORKSPACE);
    assertThat(next.getContext())
        .extracting(ContextEntry::getKind)
        .containsExactly(ContextKind.PLAN, ContextKind.OBSERVATION, ContextKind.VERDICT);
    assertThat(next.getContext().getLast().getVerdict()).isEqualTo(notYet(verify).getView());
    assertThat(controller.results()).isEmpty();
  }

  @Test
  void shouldKeepLoopsApartWhenTheyRunSideBySide() {
    // When
    controller.submit(goal("a"));
    controller.submit(goal("b"));
    List<PlanRequest> requests = controller.events(LoopTopics.PLAN_REQUESTS);
    controller.send(LoopTopics.PLANS, "b", plan(requests.getLast()));

    // Then
    assertThat(requests).extracting(PlanRequest::getLoopId).containsExactly("a", "b");
    assertThat(controller.only(LoopTopics.ACTION_REQUESTS).getLoopId()).isEqualTo("b");
    assertThat(controller.transitions())
        .extracting(LoopTransition::getEventId)
        .containsExactly("a/1/1", "b/1/1", "b/2/1");
  }

  @Test
  void shouldTakeAnAnswerOnceWhenItIsDeliveredTwice() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);
    controller.send(LoopTopics.PLANS, LOOP, plan(request));

    // When
    controller.send(LoopTopics.PLANS, LOOP, plan(request));

    // Then
    assertThat(controller.only(LoopTopics.ACTION_REQUESTS).getRequest().getAttempt()).isEqualTo(1);
    assertThat(controller.transitions().getLast().getDisposition())
        .isEqualTo(Disposition.DUPLICATE);
  }

  private void assertNothingIsLeft() {
    Stream<LoopTopic<?>> read =
        Stream.of(
            LoopTopics.PLAN_REQUESTS,
            LoopTopics.ACTION_REQUESTS,
            LoopTopics.VERIFY_REQUESTS,
            LoopTopics.WORKER_SIGNALS,
            LoopTopics.RESULTS,
            LoopTopics.DEAD_LETTERS);
    assertThat(read).allSatisfy(topic -> assertThat(controller.events(topic)).isEmpty());
  }
}
