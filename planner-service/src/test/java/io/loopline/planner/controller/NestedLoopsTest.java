package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.BudgetDimension;
import io.loopline.event.CommandKind;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.ObservationView;
import io.loopline.event.Outcome;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.Policy;
import io.loopline.event.StopReason;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parents and children through the topology; loops meet over the inbox only. */
class NestedLoopsTest {
  private static final String PARENT = "top";
  private static final String CHILD = "top.1.0.0";

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private static String document(String objective, String more) {
    return """
    {"objective": "%s",
     "planner": {"kind": "playbook", "playbook": [{"name": "write", "actions": [
       {"name": "write", "tool": "workspace",
        "arguments": {"operation": "write", "path": "a", "content": "{{ inputs.x }}"}}]}]},
     "checks": [{"name": "there", "kind": "file_exists", "path": "a"}]%s}
    """
        .formatted(objective, more);
  }

  private static ActionSpec spawn(String objective, String more) {
    return new ActionSpec(
        "delegate", "loop.spawn", "{\"goal\":" + document(objective, more) + "}", false, false);
  }

  private static ActionSpec fanout(String join, int children) {
    String goals =
        IntStream.range(0, children)
            .mapToObj(i -> document("try " + i, ""))
            .collect(Collectors.joining(","));
    return new ActionSpec(
        "race",
        "loop.fanout",
        "{\"join\":\"" + join + "\",\"goals\":[" + goals + "]}",
        false,
        false);
  }

  private void submit(Goal goal, ActionSpec action) {
    controller.submit(goal);
    plan(controller.only(LoopTopics.PLAN_REQUESTS), action);
  }

  private void plan(PlanRequest request, ActionSpec action) {
    PlanResult result = LoopEvents.plan(request);
    result.setPlan(new Plan("delegate", "too much for one", List.of(action)));
    controller.send(LoopTopics.PLANS, request.getLoopId(), result);
  }

  /** Lets the loop of this request reach its goal in one iteration. */
  private void achieve(PlanRequest request) {
    String loop = request.getLoopId();
    controller.send(LoopTopics.PLANS, loop, LoopEvents.plan(request));
    controller.send(
        LoopTopics.OBSERVATIONS,
        loop,
        LoopEvents.observed(controller.only(LoopTopics.ACTION_REQUESTS)));
    controller.send(
        LoopTopics.VERDICTS,
        loop,
        LoopEvents.achieved(controller.only(LoopTopics.VERIFY_REQUESTS)));
  }

  private void cancel(String loop) {
    LoopCommand command = LoopEvents.cancel(loop);
    command.setKind(CommandKind.CANCEL);
    controller.send(LoopTopics.COMMANDS, loop, command);
  }

  private static LedgerLine line(LoopResult result, BudgetDimension dimension) {
    return result.getLedger().stream()
        .filter(each -> each.getDimension() == dimension)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldStartTheChildUnderItsOwnKeyWithGoalAndGrant() {
    // Given
    Goal goal = goal(PARENT);
    goal.setPolicy(new Policy(List.of("workspace", "loop.spawn"), List.of("secret/**"), List.of()));
    controller.submit(goal);
    controller.records(LoopTopics.INBOX);

    // When
    plan(
        controller.only(LoopTopics.PLAN_REQUESTS),
        spawn("write a", ",\"budgets\":{\"tool_calls\":4}"));

    // Then
    KeyValue<String, LoopInput> sent = controller.records(LoopTopics.INBOX).getFirst();
    Goal child = sent.value.getGoal();
    assertThat(sent.key).isEqualTo(CHILD);
    assertThat(sent.value.getKind()).isEqualTo(InputKind.SPAWN);
    assertThat(sent.value.getSender()).isEqualTo(PARENT);
    assertThat(sent.value.getErrors()).isEmpty();
    assertThat(child.getLoopId()).isEqualTo(CHILD);
    assertThat(child.getBudgets().getToolCalls()).isEqualTo(4);
    assertThat(child.getBudgets().getTokens()).isEqualTo(500_000);
    assertThat(child.getBudgets().getDepth()).isEqualTo(2);
    assertThat(child.getPolicy().getAllowedTools()).containsExactly("workspace", "loop.spawn");
    assertThat(child.getPolicy().getDeniedPaths()).containsExactly("secret/**");
    assertThat(child.getParent().getLoopId()).isEqualTo(PARENT);
    assertThat(child.getParent().getDepth()).isEqualTo(1);
    PlanRequest asked = controller.only(LoopTopics.PLAN_REQUESTS);
    assertThat(asked.getLoopId()).isEqualTo(CHILD);
    assertThat(asked.getPlanner().getPlaybook().getFirst().getActions().getFirst())
        .extracting(ActionSpec::getArgumentsJson)
        .asString()
        .contains("{{ inputs.x }}");
  }

  @Test
  void shouldObserveTheChildsResultAndEndWithAFinalLedger() {
    // Given
    submit(goal(PARENT), spawn("write a", ""));

    // When
    achieve(controller.only(LoopTopics.PLAN_REQUESTS));

    // Then
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    ObservationView view = verify.getObservations().getFirst();
    assertThat(verify.getLoopId()).isEqualTo(PARENT);
    assertThat(verify.getWorkspace()).isEqualTo(LoopEvents.WORKSPACE);
    assertThat(view.getName()).isEqualTo("delegate");
    assertThat(view.getTool()).isEqualTo("loop.spawn");
    assertThat(view.getOk()).isTrue();
    assertThat(view.getResultJson())
        .contains("\"loop_id\":\"" + CHILD + "\"", "\"outcome\":\"SUCCEEDED\"", "\"score\":1.0");
    controller.send(LoopTopics.VERDICTS, PARENT, LoopEvents.achieved(verify));
    LoopResult result = controller.results().getLast();
    assertThat(result.getLoopId()).isEqualTo(PARENT);
    assertThat(line(result, BudgetDimension.TOOL_CALLS).getSpent()).isEqualTo(1);
    assertThat(line(result, BudgetDimension.CHILDREN).getSpent()).isEqualTo(1);
    assertThat(result.getLedger()).extracting(LedgerLine::getReserved).containsOnly(0L);
  }

  @Test
  void shouldRefuseAChildAsAnObservationWhenItsObjectiveIsTheParents() {
    // When
    submit(goal(PARENT, "write a"), spawn("write a", ""));

    // Then
    ObservationView view = controller.only(LoopTopics.VERIFY_REQUESTS).getObservations().getFirst();
    assertThat(view.getOk()).isFalse();
    assertThat(view.getSummary()).contains("its objective is that of a loop above it");
    assertThat(view.getResultJson()).contains("\"outcome\":\"REJECTED\"");
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).isEmpty();
  }

  @Test
  void shouldRefuseAChildWhenItsGoalIsNotValid() {
    // When
    submit(goal(PARENT), spawn("write a", ",\"id\":\"mine\",\"nonsense\":1"));

    // Then
    assertThat(
            controller.only(LoopTopics.VERIFY_REQUESTS).getObservations().getFirst().getSummary())
        .contains("its goal is not valid", "nonsense", "a child's id is made from its parent's");
  }

  @Test
  void shouldRefuseAGreatGrandchildWhenTheDepthIsReached() {
    // Given
    Goal goal = goal(PARENT);
    goal.getBudgets().setDepth(1);
    submit(goal, spawn("level 1", ",\"budgets\":{\"depth\":3,\"children\":2}"));

    // When
    plan(controller.only(LoopTopics.PLAN_REQUESTS), spawn("level 2", ""));

    // Then
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    assertThat(verify.getLoopId()).isEqualTo(CHILD);
    assertThat(verify.getObservations().getFirst().getSummary())
        .contains("the depth of 1 child loops is reached");
  }

  @Test
  void shouldEndTheChildRejectedWhenThePolicyDoesNotAllowToSpawn() {
    // Given
    Goal goal = goal(PARENT);
    goal.setPolicy(new Policy(List.of("workspace"), List.of(), List.of()));

    // When
    submit(goal, spawn("write a", ""));

    // Then
    assertThat(controller.results())
        .singleElement()
        .extracting(LoopResult::getLoopId, LoopResult::getStopReason)
        .containsExactly(CHILD, StopReason.INVALID_GOAL);
    assertThat(
            controller.only(LoopTopics.VERIFY_REQUESTS).getObservations().getFirst().getSummary())
        .contains("does not allow the tool 'loop.spawn'");
  }

  @Test
  void shouldCancelTheOthersWhenTheFirstSucceeds() {
    // Given
    submit(goal(PARENT), fanout("first_success", 3));
    List<PlanRequest> asked = controller.events(LoopTopics.PLAN_REQUESTS);
    assertThat(asked)
        .extracting(PlanRequest::getLoopId)
        .containsExactly("top.1.0.0", "top.1.0.1", "top.1.0.2");

    // When
    achieve(asked.get(1));

    // Then
    assertThat(controller.results())
        .extracting(each -> each.getLoopId() + " " + each.getStopReason())
        .containsExactlyInAnyOrder(
            "top.1.0.1 GOAL_ACHIEVED",
            "top.1.0.0 PARENT_TERMINATED",
            "top.1.0.2 PARENT_TERMINATED");
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    assertThat(verify.getLoopId()).isEqualTo(PARENT);
    controller.send(LoopTopics.VERDICTS, PARENT, LoopEvents.achieved(verify));
    LoopResult result = controller.results().getLast();
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(line(result, BudgetDimension.CHILDREN).getSpent()).isEqualTo(3);
    assertThat(result.getLedger()).extracting(LedgerLine::getReserved).containsOnly(0L);
  }

  @Test
  void shouldWaitForEveryChildWhenTheJoinIsAll() {
    // Given
    submit(goal(PARENT), fanout("all", 2));
    List<PlanRequest> asked = controller.events(LoopTopics.PLAN_REQUESTS);

    // When
    achieve(asked.get(1));
    assertThat(controller.events(LoopTopics.VERIFY_REQUESTS)).isEmpty();
    cancel("top.1.0.0");

    // Then
    ObservationView view = controller.only(LoopTopics.VERIFY_REQUESTS).getObservations().getFirst();
    assertThat(view.getOk()).isFalse();
    assertThat(view.getSummary()).contains("1 succeeded", "top.1.0.0 CANCELLED");
  }

  @Test
  void shouldEndTheWholeFamilyWhenTheParentIsCancelled() {
    // Given a grandchild
    submit(goal(PARENT), spawn("level 1", ",\"budgets\":{\"children\":2}"));
    plan(controller.only(LoopTopics.PLAN_REQUESTS), spawn("level 2", ""));
    controller.transitions();

    // When
    cancel(PARENT);

    // Then
    assertThat(controller.results())
        .extracting(each -> each.getLoopId() + " " + each.getStopReason())
        .containsExactly(
            "top.1.0.0.1.0.0 PARENT_TERMINATED", "top.1.0.0 PARENT_TERMINATED", "top CANCELLED");
    assertThat(controller.transitions())
        .filteredOn(each -> each.getLoopId().equals(PARENT))
        .extracting(LoopTransition::getPhaseAfter)
        .containsExactly(LoopPhase.CLOSING, LoopPhase.TERMINATED);
  }

  @Test
  void shouldCountTheWholeGrantWhenAChildNeverReports() {
    // Given a child id that somebody else has taken
    controller.submit(goal(CHILD));
    PlanRequest foreign = controller.only(LoopTopics.PLAN_REQUESTS);
    submit(goal(PARENT), spawn("write a", ",\"budgets\":{\"tool_calls\":4,\"wall_clock\":\"1m\"}"));

    // When
    controller.advance(Duration.ofMinutes(2));

    // Then
    assertThat(foreign.getLoopId()).isEqualTo(CHILD);
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    assertThat(verify.getObservations().getFirst().getSummary())
        .contains("gave no result by its deadline");
    assertThat(verify.getLedger())
        .filteredOn(each -> each.getDimension() == BudgetDimension.TOOL_CALLS)
        .extracting(LedgerLine::getSpent)
        .containsExactly(4L);
  }
}
