package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.replay.LoopReplay;
import io.loopline.codec.replay.ReplayReport;
import io.loopline.event.ActionRequest;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Goal;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.SourceRef;
import io.loopline.event.StopReason;
import io.loopline.event.Verdict;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops that the guards end: what leaves the topology, and that an audit finds the same. */
class GuardsTest {
  private static final String LOOP = "loop-1";

  private final Map<SourceRef, SpecificRecord> causes = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final List<PlanRequest> planRequests = new ArrayList<>();
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
  void shouldStopRepeatingWithItsTraceWhenEveryPlanDoesTheSame() {
    // Given
    submit(goal(LOOP));

    // When
    for (int i = 0; i < 7; i++) {
      iterate(LoopEvents.plan(planRequest()));
    }

    // Then
    List<LoopTransition> transitions = controller.transitions();
    LoopResult result = controller.only(LoopTopics.RESULTS);
    assertThat(result.getOutcome()).isEqualTo(Outcome.STUCK);
    assertThat(result.getStopReason()).isEqualTo(StopReason.STUCK_REPEATING);
    assertThat(result.getIterations()).isEqualTo(7);
    assertThat(result.getMessage()).contains("action 0 (workspace)", "7 iterations");
    assertThat(transitions.getLast().getStopReason()).isEqualTo(StopReason.STUCK_REPEATING);
    assertThat(changes(transitions)).hasSize(3);
    assertThat(changes(transitions).get(0)).startsWith("nudged the planner: action 0 (workspace)");
    assertThat(changes(transitions).get(1)).startsWith("strategy level 0 -> 1");
    assertThat(changes(transitions).get(2)).startsWith("strategy level 1 -> 2");
    assertThat(planRequests)
        .extracting(request -> request.getStrategy().getLevel())
        .containsExactly(0, 0, 0, 0, 0, 1, 2);
    assertThat(planRequests.get(4).getContext())
        .filteredOn(entry -> entry.getKind() == ContextKind.NUDGE)
        .singleElement()
        .extracting(ContextEntry::getText)
        .asString()
        .contains("Do something else");
    assertThat(controller.rows(LoopStores.CONTEXT)).isEmpty();
    assertThatReplayIsEqual(transitions);
  }

  @Test
  void shouldStopWithoutProgressWhenPlansAreEmpty() {
    // Given
    submit(goal(LOOP));

    // When
    for (int i = 0; i < 6; i++) {
      PlanResult plan = LoopEvents.plan(planRequest());
      plan.setPlan(new Plan("none", "no step of the playbook holds", List.of()));
      iterate(plan);
    }

    // Then
    LoopResult result = controller.only(LoopTopics.RESULTS);
    assertThat(result.getStopReason()).isEqualTo(StopReason.NO_PROGRESS);
    assertThat(result.getMessage()).contains("6 plans in a row had no actions");
    assertThatReplayIsEqual(controller.transitions());
  }

  @Test
  void shouldStopWithAnOpenCircuitWhenThePlannerStaysDown() {
    // Given
    Goal goal = goal(LOOP);
    goal.getRetry().setMaximumAttempts(100);
    submit(goal);

    // When
    for (int i = 0; i < 8; i++) {
      PlanRequest request = planRequest();
      PlanResult answer = LoopEvents.plan(request);
      answer.setPlan(null);
      answer.setFailure(
          Failure.newBuilder().setKind(FailureKind.TRANSIENT).setMessage("no route").build());
      send(LoopTopics.PLANS, answer);
    }

    // Then
    List<LoopTransition> transitions = controller.transitions();
    LoopResult result = controller.only(LoopTopics.RESULTS);
    assertThat(result.getOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.getStopReason()).isEqualTo(StopReason.CIRCUIT_OPEN);
    assertThat(result.getMessage()).contains("breaker of planner", "no route");
    assertThat(changes(transitions))
        .extracting(change -> change.replaceAll("( until|:).*", ""))
        .containsExactly(
            "breaker of planner CLOSED -> OPEN",
            "breaker of planner OPEN -> HALF_OPEN",
            "breaker of planner HALF_OPEN -> OPEN",
            "breaker of planner OPEN -> HALF_OPEN",
            "breaker of planner HALF_OPEN -> OPEN",
            "breaker of planner OPEN -> HALF_OPEN",
            "breaker of planner HALF_OPEN -> OPEN");
    assertThatReplayIsEqual(transitions);
  }

  @Test
  void shouldShowASummaryOfOldIterationsWhenTheWindowIsFull() {
    // Given
    Goal goal = goal(LOOP);
    goal.getStuck().setEnabled(false);
    goal.getContext().setWindowTokens(500);
    goal.getBudgets().setIterations(40);
    goal.getBudgets().setToolCalls(40);
    submit(goal);

    // When
    for (int i = 0; i < 25; i++) {
      iterate(LoopEvents.plan(planRequest()));
    }

    // Then
    List<ContextEntry> context = planRequest().getContext();
    assertThat(context.getFirst().getKind()).isEqualTo(ContextKind.SUMMARY);
    assertThat(context.getFirst().getText())
        .contains("iteration 22: plan write with 1 actions; write (workspace) ok; score 0.0");
    assertThat(context.subList(1, context.size()))
        .extracting(ContextEntry::getKind)
        .doesNotContain(ContextKind.SUMMARY);
    // the window's rows, and the best verdict's
    assertThat(controller.rows(LoopStores.CONTEXT)).hasSize(context.size() + 1);
    List<LoopTransition> transitions = controller.transitions();
    assertThat(changes(transitions)).anyMatch(change -> change.startsWith("context compacted: "));
    assertThatReplayIsEqual(transitions);
  }

  private void submit(Goal goal) {
    controller.submit(goal);
    causes.put(
        new SourceRef(LoopTopics.INBOX.name(), 0, 0L),
        controller.records(LoopTopics.INBOX).getFirst().value);
  }

  /** The next plan request, for which the clock moves as far as it must. */
  private PlanRequest planRequest() {
    List<PlanRequest> requests = controller.events(LoopTopics.PLAN_REQUESTS);
    for (int second = 0; requests.isEmpty() && second < 300; second++) {
      controller.advance(Duration.ofSeconds(1));
      requests = controller.events(LoopTopics.PLAN_REQUESTS);
    }
    assertThat(requests).hasSize(1);
    PlanRequest request = requests.getFirst();
    planRequests.add(request);
    return request;
  }

  /** Plans, acts as long as there is something to do, and is judged not yet there. */
  private void iterate(PlanResult plan) {
    send(LoopTopics.PLANS, plan);
    for (ActionRequest action : controller.events(LoopTopics.ACTION_REQUESTS)) {
      send(LoopTopics.OBSERVATIONS, LoopEvents.observed(action));
    }
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    Verdict verdict = LoopEvents.notYet(verify);
    verdict.setWorkspace(verify.getWorkspace());
    send(LoopTopics.VERDICTS, verdict);
  }

  private <T extends SpecificRecord> void send(LoopTopic<T> topic, T event) {
    long offset = offsets.merge(topic.name(), 1L, Long::sum) - 1;
    causes.put(new SourceRef(topic.name(), 0, offset), event);
    controller.send(topic, LOOP, event);
  }

  private void assertThatReplayIsEqual(List<LoopTransition> transitions) {
    ReplayReport report =
        LoopReplay.replay(
            LOOP, transitions, coordinates -> Optional.ofNullable(causes.get(coordinates)));
    assertThat(report.differences()).isEmpty();
    assertThat(report.decisions()).isEqualTo(transitions.size());
  }

  private static List<String> changes(List<LoopTransition> transitions) {
    return transitions.stream().flatMap(transition -> transition.getChanges().stream()).toList();
  }
}
