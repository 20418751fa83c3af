package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in the answers of the workers; the caller has matched them with the open request. */
final class Answers {
  private Answers() {}

  static void plan(Draft draft, LoopEvent.PlanAnswered answer) {
    draft.lastAnswered = answer.request();
    Caps caps = draft.open;
    Spending.settle(draft, answer.usage());
    Failure failure = answer.failure();
    Circuits.answered(draft, answer.request(), failure);
    if (failure != null) {
      if (failure.kind() == FailureKind.BUDGET_TOO_SMALL) {
        Failures.ofCaps(draft, answer.request(), failure, caps);
        return;
      }
      if (failure.kind() == FailureKind.INVALID_OUTPUT) {
        draft.append(ContextKind.REPAIR, answer.tokens());
      }
      Failures.ofStep(draft, answer.request(), failure, List.of(), 0);
      return;
    }
    Progress.planned(draft, answer.tools(), answer.signatures());
    long planSequence = draft.append(ContextKind.PLAN, answer.tokens());
    if (answer.tools().isEmpty()) {
      draft.note("the plan has no actions");
      Requests.verify(draft, verifyRequest(draft), List.of(), 0);
      return;
    }
    Approvals.begin(draft, pending(answer.tools(), planSequence));
  }

  /** A plan of which nothing was sent yet. */
  static Phase.Executing pending(List<String> tools, long planSequence) {
    return new Phase.Executing(
        tools.stream().map(tool -> new ActionSlot(tool, new ActionStatus.Pending())).toList(),
        planSequence);
  }

  /** Sends the plan's first action. */
  static void begin(Draft draft, Phase.Executing plan) {
    Requests.action(draft, plan, actionRequest(draft, 0));
  }

  static void action(Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer) {
    draft.lastAnswered = answer.request();
    draft.ledger = draft.ledger.settle(Dimension.TOOL_CALLS, 1, 1);
    Failure failure = answer.failure();
    Circuits.answered(draft, answer.request(), failure);
    if (failure == null) {
      observed(draft, executing, answer, true);
      return;
    }
    switch (failure.kind()) {
      case DENIED, TOOL_FAILED, LIMIT_EXCEEDED, INVALID_OUTPUT, BUDGET_TOO_SMALL -> {
        draft.note(Reasons.failed(answer.request(), failure));
        observed(draft, executing, answer, false);
      }
      case TRANSIENT, RATE_LIMITED, TIMEOUT ->
          Failures.ofAttempt(draft, executing, answer.request(), failure);
      case UNKNOWN_EFFECT -> draft.stop(StopReason.EFFECT_UNKNOWN, failure.message());
      case TERMINAL -> draft.stop(StopReason.TERMINAL_ERROR, failure.message());
    }
  }

  /**
   * Keeps the observation and goes on: the next action stands on the snapshot this one left, so
   * after a failed action the rest of the plan is not run.
   */
  private static void observed(
      Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer, boolean ok) {
    Progress.observed(draft, answer);
    WorkspaceRef after = answer.workspace();
    if (ok && after != null) {
      draft.workspace = after;
    }
    long sequence = draft.append(ContextKind.OBSERVATION, answer.tokens());
    int index = answer.request().index();
    Phase.Executing now = executing.with(index, new ActionStatus.Observed(ok, sequence));
    if (ok && index + 1 < now.actions().size()) {
      Requests.action(draft, now, actionRequest(draft, index + 1));
    } else {
      Requests.verify(draft, verifyRequest(draft), observations(now), now.actions().size());
    }
  }

  static void verdict(Draft draft, Phase.Verifying verifying, LoopEvent.VerdictGiven answer) {
    draft.lastAnswered = answer.request();
    Spending.settle(draft, answer.usage());
    Failure failure = answer.failure();
    Circuits.answered(draft, answer.request(), failure);
    VerdictDecision decision = answer.decision();
    if (failure != null || decision == null) {
      Failures.ofStep(
          draft,
          answer.request(),
          failure == null ? new Failure(FailureKind.INVALID_OUTPUT, "no judgement", null) : failure,
          verifying.observations(),
          verifying.plannedActions());
      return;
    }
    draft.score = answer.score();
    draft.ledger = draft.ledger.settle(Dimension.ITERATIONS, 1, 1);
    long sequence = draft.append(ContextKind.VERDICT, answer.tokens());
    Best before = draft.best;
    Best judged = new Best(answer.score(), draft.iteration, sequence, draft.workspace);
    if (isBetter(judged, before) || decision == VerdictDecision.ACHIEVED) {
      draft.improve(judged);
    }
    draft.note(answer.summary());
    switch (decision) {
      case ACHIEVED ->
          draft.stop(
              StopReason.GOAL_ACHIEVED,
              "every required check passed in iteration " + draft.iteration);
      case FATAL -> draft.stop(StopReason.UNSAFE, "the verifier found the result unsafe");
      case CONTINUE, REGRESSED -> {
        Progress.judged(draft, answer.score(), before == null ? null : before.score());
        if (!draft.isStopped()) {
          Requests.nextIteration(draft);
        }
      }
    }
  }

  private static boolean isBetter(Best judged, @Nullable Best best) {
    return best == null || judged.score() > best.score();
  }

  private static List<Long> observations(Phase.Executing executing) {
    return executing.actions().stream()
        .map(ActionSlot::status)
        .filter(ActionStatus.Observed.class::isInstance)
        .map(status -> ((ActionStatus.Observed) status).sequence())
        .toList();
  }

  private static RequestId actionRequest(Draft draft, int index) {
    return new RequestId(draft.loopId, draft.iteration, Step.ACT, index, 1);
  }

  private static RequestId verifyRequest(Draft draft) {
    return new RequestId(draft.loopId, draft.iteration, Step.VERIFY, 0, 1);
  }
}
