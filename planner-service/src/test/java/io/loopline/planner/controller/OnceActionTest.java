package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionClaim;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.CommandKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.Disposition;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopTransition;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.SignalKind;
import io.loopline.event.StopReason;
import io.loopline.event.VerifyRequest;
import io.loopline.event.WorkerSignal;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that must not run twice, as the topics show it. */
class OnceActionTest {
  private static final String LOOP = "loop-1";
  private static final ActionSpec MAIL =
      new ActionSpec("tell", "outbox", "{\"file\":\"mail\",\"line\":\"hello\"}", false, false);

  private DrivenController controller;
  private ActionRequest action;

  @BeforeEach
  void ask(@TempDir Path state) {
    controller = new DrivenController(state);
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);
    PlanResult plan = LoopEvents.plan(request);
    plan.setPlan(new Plan("tell", "somebody waits", List.of(MAIL)));
    controller.send(LoopTopics.PLANS, LOOP, plan);
    action = controller.only(LoopTopics.ACTION_REQUESTS);
    controller.transitions();
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private void claim(ActionRequest request, String claimant) {
    ActionClaim claim = LoopEvents.claim(request);
    claim.setInstance(claimant);
    controller.send(LoopTopics.CLAIMS, LOOP, claim);
  }

  private void fail(ActionRequest request, FailureKind kind) {
    Observation failed = LoopEvents.observed(request);
    ObservationView view = failed.getView();
    view.setOk(false);
    view.setFailure(Failure.newBuilder().setKind(kind).setMessage("broken").build());
    controller.send(LoopTopics.OBSERVATIONS, LOOP, failed);
  }

  private void decide(CommandKind kind) {
    LoopCommand command = LoopEvents.cancel(LOOP);
    command.setKind(kind);
    command.setReason("looked into the mailbox");
    controller.send(LoopTopics.COMMANDS, LOOP, command);
  }

  @Test
  void shouldGrantExactlyOneOfManyClaims() {
    // When
    claim(action, "executor-1/a");
    claim(action, "executor-2/b");
    claim(action, "executor-1/a");
    claim(action, "executor-1/c");

    // Then
    assertThat(controller.records(LoopTopics.WORKER_SIGNALS))
        .allSatisfy(record -> assertThat(record.key).isEqualTo(LOOP))
        .extracting(record -> record.value.getKind() + " " + record.value.getInstance())
        .containsExactly(
            "GRANT executor-1/a",
            "REFUSE executor-2/b",
            "GRANT executor-1/a",
            "REFUSE executor-1/c");
    assertThat(controller.transitions())
        .extracting(LoopTransition::getDisposition)
        .containsExactly(
            Disposition.APPLIED, Disposition.REFUSED, Disposition.DUPLICATE, Disposition.REFUSED);
  }

  @Test
  void shouldKeepTheIdempotencyKeyOverAttemptsAndAskTheToolWhenItsEndIsUnknown() {
    // Given
    claim(action, "executor-1/a");

    // When
    controller.advance(Duration.ofMinutes(10));

    // Then
    ActionRequest question = controller.only(LoopTopics.ACTION_REQUESTS);
    assertThat(action.getReconcile()).isFalse();
    assertThat(question.getReconcile()).isTrue();
    assertThat(question.getRequest().getAttempt()).isEqualTo(2);
    assertThat(question.getIdempotencyKey()).isEqualTo(action.getIdempotencyKey());
    assertThat(question.getAction()).isEqualTo(action.getAction());
  }

  @Test
  void shouldGoOnWithAPersonsWordWhenTheToolCannotTell() {
    // Given
    claim(action, "executor-1/a");
    controller.advance(Duration.ofMinutes(10));
    fail(controller.only(LoopTopics.ACTION_REQUESTS), FailureKind.UNKNOWN_EFFECT);

    // When
    decide(CommandKind.APPROVE);

    // Then
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    ObservationView view = verify.getObservations().getFirst();
    assertThat(view.getName()).isEqualTo("tell");
    assertThat(view.getTool()).isEqualTo("outbox");
    assertThat(view.getOk()).isTrue();
    assertThat(view.getSummary()).contains("ann", "took effect", "looked into the mailbox");
    controller.send(LoopTopics.VERDICTS, LOOP, withoutWorkspace(verify));
    assertThat(controller.only(LoopTopics.PLAN_REQUESTS).getContext())
        .extracting(ContextEntry::getObservation)
        .contains(view);
  }

  private static io.loopline.event.Verdict withoutWorkspace(VerifyRequest verify) {
    io.loopline.event.Verdict verdict = LoopEvents.notYet(verify);
    verdict.setWorkspace(null);
    return verdict;
  }

  @Test
  void shouldEndEffectUnknownWhenNobodyCanTell() {
    // Given
    claim(action, "executor-1/a");
    controller.advance(Duration.ofMinutes(10));
    fail(controller.only(LoopTopics.ACTION_REQUESTS), FailureKind.UNKNOWN_EFFECT);

    // When
    controller.advance(Duration.ofMinutes(30));

    // Then
    assertThat(controller.results().getFirst().getStopReason())
        .isEqualTo(StopReason.EFFECT_UNKNOWN);
  }

  @Test
  void shouldTellTheWorkersToStopWhenTheLoopIsCancelled() {
    // Given
    claim(action, "executor-1/a");
    controller.events(LoopTopics.WORKER_SIGNALS);

    // When
    decide(CommandKind.CANCEL);

    // Then
    WorkerSignal signal = controller.only(LoopTopics.WORKER_SIGNALS);
    assertThat(signal.getKind()).isEqualTo(SignalKind.CANCEL);
    assertThat(signal.getRequestId()).isEqualTo(action.getRequest().getRequestId());
    assertThat(signal.getInstance()).isNull();
  }
}
