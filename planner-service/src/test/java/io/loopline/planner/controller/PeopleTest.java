package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.achieved;
import static io.loopline.planner.controller.LoopEvents.goal;
import static io.loopline.planner.controller.LoopEvents.notYet;
import static io.loopline.planner.controller.LoopEvents.observed;
import static io.loopline.planner.controller.LoopEvents.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.BudgetDimension;
import io.loopline.event.CommandKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Disposition;
import io.loopline.event.EffectClass;
import io.loopline.event.Goal;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.PlanRequest;
import io.loopline.event.StopReason;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people tell loops, through the whole topology. */
class PeopleTest {
  private static final String LOOP = "loop-1";
  private static final ApprovalPolicy BY_EFFECT =
      ApprovalPolicy.newBuilder()
          .setEffects(List.of(EffectClass.PURE))
          .setExpiresAfterMs(60_000)
          .build();

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
  void shouldHoldTheNextRequestUntilResumedWhenPaused() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    tell(Commands.of(LOOP, CommandKind.PAUSE));
    controller.send(LoopTopics.PLANS, LOOP, plan(request));
    List<ActionRequest> whilePaused = controller.events(LoopTopics.ACTION_REQUESTS);
    tell(Commands.of(LOOP, CommandKind.RESUME));

    // Then
    assertThat(whilePaused).isEmpty();
    assertThat(controller.only(LoopTopics.ACTION_REQUESTS).getAction().getTool())
        .isEqualTo("workspace");
    assertThat(controller.transitions())
        .extracting(LoopTransition::getPhaseAfter)
        .containsExactly(
            LoopPhase.PLANNING, LoopPhase.PAUSED, LoopPhase.PAUSED, LoopPhase.EXECUTING);
  }

  @Test
  void shouldEndOnTheWallClockWhenPaused() {
    // Given
    controller.submit(goal(LOOP));
    tell(Commands.of(LOOP, CommandKind.PAUSE));

    // When
    controller.advance(Duration.ofMinutes(31));

    // Then
    assertThat(controller.results())
        .singleElement()
        .satisfies(end -> assertThat(end.getStopReason()).isEqualTo(StopReason.TIME_BUDGET));
  }

  @Test
  void shouldSendTheActionWhenTheWaitingPlanIsApproved() {
    // Given
    waiting(BY_EFFECT);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();

    // When
    tell(Commands.of(LOOP, CommandKind.APPROVE));

    // Then
    assertThat(controller.only(LoopTopics.ACTION_REQUESTS).getAction().getName())
        .isEqualTo("write");
    assertThat(last().getNote()).isEqualTo("plan approved by ann: because");
  }

  @Test
  void shouldSendTheEditedActionWhenTheEditIsValid() {
    // Given
    waiting(BY_EFFECT);

    // When
    tell(Commands.edit(LOOP, "{\"actions\":[{\"name\":\"mine\",\"tool\":\"noop\"}]}"));

    // Then
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    assertThat(action.getAction().getName()).isEqualTo("mine");
    assertThat(action.getAction().getTool()).isEqualTo("noop");

    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    controller.send(LoopTopics.VERDICTS, LOOP, notYet(verify));
    assertThat(controller.only(LoopTopics.PLAN_REQUESTS).getContext())
        .extracting(ContextEntry::getKind)
        .containsExactly(
            ContextKind.PLAN, ContextKind.PLAN, ContextKind.OBSERVATION, ContextKind.VERDICT);
  }

  @Test
  void shouldRefuseAnEditWithReasonsAndGoOnWaitingWhenItIsBad() {
    // Given
    waiting(BY_EFFECT);

    // When
    tell(Commands.edit(LOOP, "{\"actions\":[{\"name\":\"mine\",\"tool\":\"rm\"}]}"));

    // Then
    LoopTransition refused = last();
    assertThat(refused.getDisposition()).isEqualTo(Disposition.REFUSED);
    assertThat(refused.getNote())
        .contains(
            "actions[0].tool: unknown tool 'rm' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)");
    assertThat(refused.getPhaseAfter()).isEqualTo(LoopPhase.AWAITING_APPROVAL);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();
    assertThat(controller.rows(LoopStores.CONTEXT)).hasSize(1);
  }

  @Test
  void shouldRefuseAnEditThatThePolicyOfTheGoalForbids() {
    // Given
    Goal goal = gated(BY_EFFECT);
    goal.getPolicy().setAllowedTools(List.of("workspace"));
    waiting(goal);

    // When
    tell(Commands.edit(LOOP, "{\"actions\":[{\"name\":\"mine\",\"tool\":\"noop\"}]}"));

    // Then
    assertThat(last().getNote()).contains("policy does not allow noop");
  }

  @Test
  void shouldTellThePlannerWhenThePlanIsRejected() {
    // Given
    waiting(BY_EFFECT);

    // When
    tell(Commands.of(LOOP, CommandKind.REJECT));

    // Then
    PlanRequest next = controller.only(LoopTopics.PLAN_REQUESTS);
    assertThat(next.getRequest().getIteration()).isEqualTo(2);
    assertThat(next.getContext().getLast().getText())
        .isEqualTo("The plan was rejected by ann: because");
  }

  @Test
  void shouldStopWhenTheApprovalExpires() {
    // Given
    waiting(BY_EFFECT);

    // When
    controller.advance(Duration.ofSeconds(61));

    // Then
    assertThat(controller.results())
        .singleElement()
        .satisfies(end -> assertThat(end.getStopReason()).isEqualTo(StopReason.APPROVAL_EXPIRED));
  }

  @Test
  void shouldTellThePlannerWhenAnExpiredApprovalCountsAsRejection() {
    // Given
    waiting(ApprovalPolicy.newBuilder(BY_EFFECT).setExpiryRejects(true).build());

    // When
    controller.advance(Duration.ofSeconds(61));

    // Then
    assertThat(controller.only(LoopTopics.PLAN_REQUESTS).getContext().getLast().getText())
        .contains("counts as rejected");
    assertThat(controller.results()).isEmpty();
  }

  @Test
  void shouldShowASignalToThePlannerFromThenOn() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest first = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    tell(Commands.signal(LOOP, "the totals are wrong"));
    tell(Commands.signal(LOOP, "the totals are wrong"));
    controller.send(LoopTopics.PLANS, LOOP, plan(first));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    controller.send(LoopTopics.VERDICTS, LOOP, notYet(verify));

    // Then
    List<ContextEntry> window = controller.only(LoopTopics.PLAN_REQUESTS).getContext();
    assertThat(window)
        .extracting(ContextEntry::getKind)
        .containsExactly(
            ContextKind.SIGNAL, ContextKind.PLAN, ContextKind.OBSERVATION, ContextKind.VERDICT);
    assertThat(window.getFirst().getText()).isEqualTo("the totals are wrong");
  }

  @Test
  void shouldGoByTheNewLimitWhenABudgetIsAmended() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    tell(Commands.amend(LOOP, BudgetDimension.ITERATIONS, 1));
    controller.send(LoopTopics.PLANS, LOOP, plan(request));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    controller.send(LoopTopics.VERDICTS, LOOP, notYet(controller.only(LoopTopics.VERIFY_REQUESTS)));

    // Then
    assertThat(controller.results())
        .singleElement()
        .satisfies(end -> assertThat(end.getStopReason()).isEqualTo(StopReason.MAX_ITERATIONS));
    assertThat(controller.transitions().get(1).getNote())
        .isEqualTo("budgets amended by ann: because (ITERATIONS from 10 to 1)");
  }

  @Test
  void shouldRefuseABadAmendmentAndLeaveTheLoopAlone() {
    // Given
    controller.submit(goal(LOOP));

    // When
    tell(Commands.amend(LOOP, BudgetDimension.ITERATIONS, -1));

    // Then
    LoopTransition refused = last();
    assertThat(refused.getDisposition()).isEqualTo(Disposition.REFUSED);
    assertThat(refused.getNote()).contains("ITERATIONS cannot be -1");
    assertThat(refused.getLedger().getFirst().getLimit()).isEqualTo(10);
  }

  @Test
  void shouldSetACommandAsideWhenNoLoopIsKnown() {
    // When
    for (CommandKind kind : CommandKind.values()) {
      if (kind != CommandKind.UNRECOGNIZED) {
        tell(Commands.of("nobody", kind));
      }
    }

    // Then
    assertThat(controller.events(LoopTopics.DEAD_LETTERS))
        .hasSize(8)
        .extracting(DeadLetter::getReason)
        .containsOnly(DeadLetterReason.UNKNOWN_LOOP);
    assertThat(controller.transitions()).isEmpty();
  }

  @Test
  void shouldNoteACommandAsLateWhenTheLoopHasEnded() {
    // Given
    controller.achieve(LOOP);

    // When
    tell(Commands.of(LOOP, CommandKind.PAUSE));

    // Then
    assertThat(last().getDisposition()).isEqualTo(Disposition.LATE);
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void shouldEndOnceWhenACancelAndTheLastVerdictMeet() {
    // Given
    controller.submit(goal(LOOP));
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observed(action));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);

    // When
    tell(Commands.of(LOOP, CommandKind.CANCEL));
    controller.send(LoopTopics.VERDICTS, LOOP, achieved(verify));

    // Then
    assertThat(controller.results())
        .singleElement()
        .satisfies(end -> assertThat(end.getStopReason()).isEqualTo(StopReason.CANCELLED));
  }

  @Test
  void shouldKeepWhatTheIntakeLookedUpInTheInbox() {
    // When
    controller.submit(gated(BY_EFFECT));

    // Then
    LoopInput input = controller.only(LoopTopics.INBOX);
    assertThat(input.getResolution().getGatedTools())
        .containsExactly("noop", "process", "sql", "workspace");
  }

  private static Goal gated(ApprovalPolicy policy) {
    return Goal.newBuilder(goal(LOOP)).setApproval(policy).build();
  }

  private void waiting(ApprovalPolicy policy) {
    waiting(gated(policy));
  }

  private void waiting(Goal goal) {
    controller.submit(goal);
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    assertThat(last().getPhaseAfter()).isEqualTo(LoopPhase.AWAITING_APPROVAL);
  }

  private LoopTransition last() {
    return controller.transitions().getLast();
  }

  private void tell(LoopCommand command) {
    controller.send(LoopTopics.COMMANDS, command.getLoopId(), command);
  }
}
