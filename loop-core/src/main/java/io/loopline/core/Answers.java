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
    Summaries.answered(draft, answer);
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
    if (answer.actions().isEmpty()) {
      draft.note("the plan has no actions");
      Requests.verify(draft, verifyRequest(draft), List.of(), 0);
      return;
    }
    Approvals.begin(draft, pending(answer.actions(), planSequence));
  }

  /** A plan of which nothing was sent yet. */
  static Phase.Executing pending(List<ActionTerms> actions, long planSequence) {
    return new Phase.Executing(actions.stream().map(ActionSlot::of).toList(), planSequence);
  }

  /** Begins the plan's first action. */
  static void begin(Draft draft, Phase.Executing plan) {
    Requests.begin(draft, plan, 0);
  }

  /** Takes in the answer to an action's open request. */
  static Disposition action(
      Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer) {
    if (ParallelGroups.isMerge(executing, answer.request())) {
      draft.lastAnswered = answer.request();
      ParallelGroups.merged(draft, executing, answer);
      return Disposition.APPLIED;
    }
    ActionSlot slot = executing.actions().get(answer.request().index());
    Failure failure = answer.failure();
    if (slot.effect() == EffectClass.ONCE
        && slot.status() instanceof ActionStatus.Running
        && failure == null) {
      draft.note("a tool that must not run twice was run without a grant");
      return Disposition.REFUSED;
    }
    draft.lastAnswered = answer.request();
    if (slot.status() instanceof ActionStatus.Reconciling) {
      reconciled(draft, executing, answer);
      return Disposition.APPLIED;
    }
    draft.ledger = draft.ledger.settle(Dimension.TOOL_CALLS, 1, 1);
    Circuits.answered(draft, answer.request(), failure);
    if (failure == null) {
      observed(draft, executing, answer, true);
    } else {
      failed(draft, executing, answer, failure);
    }
    return Disposition.APPLIED;
  }

  private static void reconciled(
      Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer) {
    Failure failure = answer.failure();
    if (failure == null) {
      draft.note("it took effect");
      observed(draft, executing, answer, true);
    } else {
      OnceActions.notReconciled(draft, executing, answer.request(), failure);
    }
  }

  private static void failed(
      Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer, Failure failure) {
    boolean granted =
        executing.actions().get(answer.request().index()).status() instanceof ActionStatus.Granted;
    switch (failure.kind()) {
      case DENIED, TOOL_FAILED, LIMIT_EXCEEDED, INVALID_OUTPUT, BUDGET_TOO_SMALL -> {
        draft.note(Reasons.failed(answer.request(), failure));
        observed(draft, executing, answer, false);
      }
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> {
        if (granted) {
          OnceActions.unknown(draft, executing, answer.request(), failure);
        } else {
          Failures.ofAttempt(draft, executing, answer.request(), failure);
        }
      }
      case UNKNOWN_EFFECT -> {
        if (granted) {
          OnceActions.unknown(draft, executing, answer.request(), failure);
        } else {
          draft.stop(StopReason.EFFECT_UNKNOWN, failure.message());
        }
      }
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
    WorkspaceRef after = ok ? answer.workspace() : null;
    int index = answer.request().index();
    long sequence = draft.append(ContextKind.OBSERVATION, answer.tokens());
    if (executing.actions().get(index).parallel()) {
      Phase.Executing now = executing.with(index, new ActionStatus.Observed(ok, sequence, after));
      ParallelGroups.settled(draft, now, index);
      return;
    }
    if (after != null) {
      draft.workspace = after;
    }
    settled(draft, executing, index, sequence, ok);
  }

  /** An action has its observation in context entry {@code sequence}: go on with the plan. */
  static void settled(
      Draft draft, Phase.Executing executing, int index, long sequence, boolean ok) {
    Phase.Executing now = executing.with(index, new ActionStatus.Observed(ok, sequence, null));
    if (now.actions().get(index).parallel()) {
      ParallelGroups.settled(draft, now, index);
    } else {
      goOn(draft, now, index, ok);
    }
  }

  /** Begins what comes behind an action, or has the workspace judged. */
  static void goOn(Draft draft, Phase.Executing now, int index, boolean ok) {
    if (ok && index + 1 < now.actions().size()) {
      Requests.begin(draft, now, index + 1);
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

  private static RequestId verifyRequest(Draft draft) {
    return new RequestId(draft.loopId, draft.iteration, Step.VERIFY, 0, 1);
  }
}
