package io.loopline.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests: reserves, sets the deadline and moves the draft into the waiting phase. What a
 * paused loop would send backs off instead, due at once when it is resumed.
 */
final class Requests {
  private Requests() {}

  /** Begins the next iteration, or stops when its budget is used up. */
  static void nextIteration(Draft draft) {
    if (!draft.ledger.fits(Dimension.ITERATIONS, 1)) {
      draft.stop(StopReason.MAX_ITERATIONS, Reasons.usedUp(draft, Dimension.ITERATIONS));
      return;
    }
    draft.ledger = draft.ledger.reserve(Dimension.ITERATIONS, 1);
    draft.iteration++;
    plan(draft, new RequestId(draft.loopId, draft.iteration, Step.PLAN, 0, 1));
  }

  static void plan(Draft draft, RequestId request) {
    plan(draft, request, draft.terms.windowTokens());
  }

  /** Asks for a plan, showing at most so many tokens of the window when a model plans. */
  static void plan(Draft draft, RequestId request, int window) {
    if (outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase = new Phase.BackingOff(request, draft.at, List.of(), 0);
      return;
    }
    if (Circuits.holdBack(draft, request, List.of(), 0)) {
      return;
    }
    Effect.SummaryOrder summary = Summaries.order(draft, window);
    Optional<Caps> reserved = Spending.reserve(draft, window);
    if (reserved.isEmpty()) {
      return;
    }
    Caps caps = reserved.get();
    if (summary != null) {
      Spending.hold(draft, summary.caps());
    }
    PendingStep pending = issue(draft, request).with(draft.open);
    draft.phase = new Phase.Planning(pending);
    draft.effect(
        new Effect.RequestPlan(
            request,
            pending.deadline(),
            shown(draft.context, caps, summary),
            draft.ledger,
            caps,
            draft.workspace,
            draft.guards.strategy(),
            summary));
  }

  /** What is to be summarized is shown whole, beside what the plan then has room for. */
  private static List<Long> shown(
      ContextWindow window, Caps caps, Effect.@Nullable SummaryOrder summary) {
    if (caps.isNone()) {
      return window.sequences();
    }
    return summary == null
        ? WindowCut.within(window, List.of(), caps.window())
        : WindowCut.within(window, summary.rows(), caps.window() - summary.tokens());
  }

  /** Begins an action of the plan: a request to the executor, or child loops. */
  static void begin(Draft draft, Phase.Executing executing, int index) {
    RequestId first = new RequestId(draft.loopId, draft.iteration, Step.ACT, index, 1);
    Spawn spawn = executing.actions().get(index).spawn();
    if (executing.actions().get(index).parallel()) {
      ParallelGroups.begin(draft, executing, index);
    } else if (spawn == null) {
      action(draft, executing, first);
    } else {
      Spawning.start(draft, executing, first, spawn);
    }
  }

  static void action(Draft draft, Phase.Executing executing, RequestId request) {
    if (outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase =
          executing.with(request.index(), new ActionStatus.BackingOff(request, draft.at, false));
      return;
    }
    if (!draft.ledger.fits(Dimension.TOOL_CALLS, 1)) {
      draft.stop(StopReason.TOOL_CALL_BUDGET, Reasons.usedUp(draft, Dimension.TOOL_CALLS));
      return;
    }
    String tool = executing.actions().get(request.index()).tool();
    Instant blocked = Circuits.blockedUntil(draft, Circuits.of(Step.ACT, tool));
    if (blocked != null) {
      draft.phase =
          executing.with(request.index(), new ActionStatus.BackingOff(request, blocked, false));
      return;
    }
    draft.ledger = draft.ledger.reserve(Dimension.TOOL_CALLS, 1);
    PendingStep pending = issue(draft, request);
    draft.phase = executing.with(request.index(), new ActionStatus.Running(pending));
    draft.effect(
        new Effect.RequestAction(
            request, pending.deadline(), executing.planSequence(), draft.workspace, false));
  }

  /** Asks whether an action took effect; it is no tool call, so no budget can forbid it. */
  static void reconcile(Draft draft, Phase.Executing executing, RequestId request) {
    if (outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase =
          executing.with(request.index(), new ActionStatus.BackingOff(request, draft.at, true));
      return;
    }
    PendingStep pending = issue(draft, request);
    draft.phase = executing.with(request.index(), new ActionStatus.Reconciling(pending));
    draft.effect(
        new Effect.RequestAction(
            request, pending.deadline(), executing.planSequence(), draft.workspace, true));
  }

  static void merge(
      Draft draft, Phase.Executing executing, RequestId request, List<Effect.MergeSource> sources) {
    if (outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase = executing.withMerge(new ActionStatus.BackingOff(request, draft.at, false));
      return;
    }
    PendingStep pending = issue(draft, request);
    draft.phase = executing.withMerge(new ActionStatus.Running(pending));
    draft.effect(new Effect.RequestMerge(request, pending.deadline(), draft.workspace, sources));
  }

  /** Tells the workers to stop what a loop that ends still had them do. */
  static void cancelRunning(Draft draft) {
    if (draft.phase instanceof Phase.Executing executing) {
      for (ActionSlot slot : executing.actions()) {
        PendingStep pending = Phase.Executing.pending(slot.status());
        if (pending != null && !pending.request().equals(draft.lastAnswered)) {
          draft.effect(new Effect.SignalWorkers(Effect.SignalKind.CANCEL, pending.request(), null));
        }
      }
    }
  }

  static void verify(Draft draft, RequestId request, List<Long> observations, int plannedActions) {
    if (outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase = new Phase.BackingOff(request, draft.at, observations, plannedActions);
      return;
    }
    if (Circuits.holdBack(draft, request, observations, plannedActions)) {
      return;
    }
    Optional<Caps> reserved = Spending.reserveJudge(draft);
    if (reserved.isEmpty()) {
      return;
    }
    PendingStep pending = issue(draft, request).with(reserved.get());
    draft.phase = new Phase.Verifying(pending, observations, plannedActions);
    Best best = draft.best;
    draft.effect(
        new Effect.RequestVerify(
            request,
            pending.deadline(),
            draft.workspace,
            observations,
            plannedActions,
            draft.ledger,
            reserved.get(),
            best == null ? null : best.score()));
  }

  /** Sends a plan or verify step again. */
  static void again(Draft draft, RequestId request, List<Long> observations, int plannedActions) {
    switch (request.step()) {
      case PLAN -> plan(draft, request);
      case VERIFY -> verify(draft, request, observations, plannedActions);
      case ACT -> throw new IllegalStateException("bug: an action backs off in its slot");
    }
  }

  private static PendingStep issue(Draft draft, RequestId request) {
    Instant deadline = draft.at.plus(draft.terms.timeout(request.step()));
    Instant end = draft.wallClockEnd();
    RequestId last = draft.lastIssued;
    // a parallel action may be tried again after a later one has left
    if (last == null || RequestId.ISSUE_ORDER.compare(request, last) > 0) {
      draft.lastIssued = request;
    }
    return new PendingStep(request, deadline.isBefore(end) ? deadline : end);
  }

  /** The wall clock is used up; an action whose effect is unknown makes that the reason. */
  static void stopForTime(Draft draft) {
    String usedUp = Reasons.usedUp(draft, Dimension.WALL_CLOCK);
    if (OnceActions.isUnresolved(draft.phase)) {
      draft.stop(
          StopReason.EFFECT_UNKNOWN, "whether an action took effect is unknown, and " + usedUp);
    } else {
      draft.stop(StopReason.TIME_BUDGET, usedUp);
    }
  }

  static boolean outOfTime(Draft draft) {
    if (draft.at.isBefore(draft.wallClockEnd())) {
      return false;
    }
    stopForTime(draft);
    return true;
  }
}
