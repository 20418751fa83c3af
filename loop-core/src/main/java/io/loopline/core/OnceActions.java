package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Actions whose tool must not run twice. One claim is granted before the tool starts; when its end
 * stays unknown the tool is asked, then a person, and nothing is run again on a guess.
 */
final class OnceActions {
  /** Reconciliation costs no tool call, so it has more attempts than the action itself. */
  private static final int RECONCILE_FACTOR = 2;

  private OnceActions() {}

  /** Grants the first claim of a request; every other one is refused, also after its deadline. */
  static Disposition claim(Draft draft, LoopEvent.ActionClaimed claim) {
    ActionSlot slot = slot(draft, claim.request());
    // a pause starts nothing either
    if (slot != null && slot.effect() == EffectClass.ONCE && !draft.paused) {
      switch (slot.status()) {
        case ActionStatus.Running(PendingStep pending) when isOpen(draft, pending, claim) -> {
          draft.phase =
              executing(draft)
                  .with(
                      claim.request().index(), new ActionStatus.Granted(pending, claim.claimant()));
          draft.note("granted to " + claim.claimant());
          signal(draft, Effect.SignalKind.GRANT, claim);
          return Disposition.APPLIED;
        }
        case ActionStatus.Granted(PendingStep pending, String claimant)
            when isOpen(draft, pending, claim) && claimant.equals(claim.claimant()) -> {
          draft.note("the claim was already granted");
          signal(draft, Effect.SignalKind.GRANT, claim);
          return Disposition.DUPLICATE;
        }
        case ActionStatus.Pending _,
            ActionStatus.Running _,
            ActionStatus.Granted _,
            ActionStatus.Reconciling _,
            ActionStatus.Undecided _,
            ActionStatus.Joining _,
            ActionStatus.BackingOff _,
            ActionStatus.Observed _ -> {}
      }
    }
    draft.note("claim of " + claim.claimant() + " on " + claim.request() + " is refused");
    signal(draft, Effect.SignalKind.REFUSE, claim);
    return Disposition.REFUSED;
  }

  private static boolean isOpen(Draft draft, PendingStep pending, LoopEvent.ActionClaimed claim) {
    return pending.request().equals(claim.request()) && draft.at.isBefore(pending.deadline());
  }

  private static void signal(Draft draft, Effect.SignalKind kind, LoopEvent.ActionClaimed claim) {
    draft.effect(new Effect.SignalWorkers(kind, claim.request(), claim.claimant()));
  }

  /** The tool may have run: ask it. */
  static void unknown(Draft draft, Phase.Executing executing, RequestId request, Failure failure) {
    draft.note(Reasons.failed(request, failure) + "; whether it took effect is unknown");
    Requests.reconcile(draft, executing, request.nextAttempt());
  }

  /** The answer to the question whether the action took effect, other than that it did. */
  static void notReconciled(
      Draft draft, Phase.Executing executing, RequestId request, Failure failure) {
    draft.note(Reasons.failed(request, failure));
    switch (failure.kind()) {
      case TOOL_FAILED -> {
        // it did not take effect, so it may run
        if (Failures.mayRetry(draft, request, failure)) {
          backOff(draft, executing, request, failure, false);
        }
      }
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> {
        if (request.attempt() < RECONCILE_FACTOR * draft.terms.retry().maximumAttempts()) {
          backOff(draft, executing, request, failure, true);
        } else {
          askAPerson(draft, executing, request);
        }
      }
      case UNKNOWN_EFFECT, DENIED, LIMIT_EXCEEDED, INVALID_OUTPUT, BUDGET_TOO_SMALL, TERMINAL ->
          askAPerson(draft, executing, request);
    }
  }

  private static void backOff(
      Draft draft,
      Phase.Executing executing,
      RequestId failed,
      Failure failure,
      boolean reconcile) {
    draft.phase =
        executing.with(
            failed.index(),
            new ActionStatus.BackingOff(
                failed.nextAttempt(), Failures.until(draft, failed, failure), reconcile));
  }

  private static void askAPerson(Draft draft, Phase.Executing executing, RequestId request) {
    draft.phase = executing.with(request.index(), new ActionStatus.Undecided(request));
    draft.note(
        "a person must say whether "
            + Reasons.stepName(request)
            + " took effect: APPROVE when it did, REJECT when it did not");
  }

  /** The undecided action of the loop; null when there is none. */
  static @Nullable RequestId undecided(@Nullable Phase phase) {
    if (phase instanceof Phase.Executing executing) {
      for (ActionSlot slot : executing.actions()) {
        if (slot.status() instanceof ActionStatus.Undecided(RequestId request)) {
          return request;
        }
      }
    }
    return null;
  }

  /** A person's word on the undecided action: it took effect, or it did not. */
  static void decide(
      Draft draft, RequestId request, boolean tookEffect, LoopEvent.CommandReceived command) {
    String by = command.requestedBy().isEmpty() ? "a person" : command.requestedBy();
    String words =
        by
            + (tookEffect ? " says that it took effect" : " says that it did not take effect")
            + (command.reason().isEmpty() ? "" : ": " + command.reason());
    draft.note(Reasons.stepName(request) + ": " + words);
    Failure failure = tookEffect ? null : new Failure(FailureKind.TOOL_FAILED, words, null);
    Phase.Executing executing = executing(draft);
    Progress.observed(draft, request, null, failure);
    long sequence =
        draft.appendOwn(sequenceOf ->
            new Effect.AppendObservation(
                sequenceOf, request, executing.planSequence(), words, failure, null, List.of()));
    Answers.settled(draft, executing, request.index(), sequence, tookEffect);
  }

  /** Whether the loop would end without knowing what one of its actions did. */
  static boolean isUnresolved(@Nullable Phase phase) {
    return phase instanceof Phase.Executing executing
        && executing.actions().stream()
            .map(ActionSlot::status)
            .anyMatch(status ->
                status instanceof ActionStatus.Granted
                    || status instanceof ActionStatus.Reconciling
                    || status instanceof ActionStatus.Undecided
                    || (status instanceof ActionStatus.BackingOff waiting && waiting.reconcile()));
  }

  /** The slot of a request's action in the plan under way; null when there is none. */
  private static @Nullable ActionSlot slot(Draft draft, RequestId request) {
    return draft.phase instanceof Phase.Executing executing
            && request.step() == Step.ACT
            && request.index() < executing.actions().size()
        ? executing.actions().get(request.index())
        : null;
  }

  private static Phase.Executing executing(Draft draft) {
    if (draft.phase instanceof Phase.Executing executing) {
      return executing;
    }
    throw new IllegalStateException("bug: not executing: " + draft.phase);
  }
}
