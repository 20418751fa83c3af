package io.loopline.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions that run beside each other: neighbours of a plan that are marked so. All start from the
 * same snapshot; when the last of them is observed, what they changed is merged by path.
 */
final class ParallelGroups {
  /**
   * A group of neighbours.
   *
   * @param from first action
   * @param to behind the last
   */
  private record Group(int from, int to) {}

  private ParallelGroups() {}

  private static Group group(Phase.Executing executing, int index) {
    int from = index;
    while (from > 0 && executing.actions().get(from - 1).parallel()) {
      from--;
    }
    int to = index + 1;
    while (to < executing.actions().size() && executing.actions().get(to).parallel()) {
      to++;
    }
    return new Group(from, to);
  }

  /** Begins as many actions of the group as may run at once. */
  static void begin(Draft draft, Phase.Executing executing, int index) {
    Group group = group(executing, index);
    Phase.Executing now = executing;
    draft.phase = now;
    if (cannotPay(draft, executing, group)) {
      return;
    }
    for (int i = group.from(); i < group.to(); i++) {
      if (now.actions().get(i).status() instanceof ActionStatus.Pending
          && underWay(now, group) < draft.terms.parallelActions()) {
        Requests.action(draft, now, new RequestId(draft.loopId, draft.iteration, Step.ACT, i, 1));
        if (!(draft.phase instanceof Phase.Executing next) || draft.isStopped()) {
          return;
        }
        now = next;
      }
    }
  }

  /**
   * Stops the loop before any of them leaves when the budget does not hold all that are due: a
   * decision that ends a loop asks nothing of a worker.
   */
  private static boolean cannotPay(Draft draft, Phase.Executing executing, Group group) {
    long waiting =
        executing.actions().subList(group.from(), group.to()).stream()
            .filter(slot -> slot.status() instanceof ActionStatus.Pending)
            .count();
    long due = Math.min(waiting, draft.terms.parallelActions() - underWay(executing, group));
    if (due < 1 || draft.paused || draft.ledger.fits(Dimension.TOOL_CALLS, due)) {
      return false;
    }
    if (Requests.outOfTime(draft)) {
      return true;
    }
    draft.stop(StopReason.TOOL_CALL_BUDGET, Reasons.tooFewCalls(draft, due));
    return true;
  }

  private static long underWay(Phase.Executing executing, Group group) {
    return executing.actions().subList(group.from(), group.to()).stream()
        .filter(slot ->
            !(slot.status() instanceof ActionStatus.Pending)
                && !(slot.status() instanceof ActionStatus.Observed))
        .count();
  }

  /** An action of a group has its observation. */
  static void settled(Draft draft, Phase.Executing executing, int index) {
    Group group = group(executing, index);
    List<ActionSlot> slots = executing.actions().subList(group.from(), group.to());
    if (!slots.stream().allMatch(slot -> slot.status() instanceof ActionStatus.Observed)) {
      begin(draft, executing, index);
      return;
    }
    List<Effect.MergeSource> sources = sources(executing, group);
    if (sources.size() < 2) {
      if (!sources.isEmpty()) {
        draft.workspace = sources.getFirst().workspace();
      }
      goOn(draft, executing, group);
      return;
    }
    merge(
        draft,
        executing,
        new RequestId(draft.loopId, draft.iteration, Step.ACT, mergeIndex(executing, group), 1));
  }

  /** Behind the plan's own actions, one for each group. */
  private static int mergeIndex(Phase.Executing executing, Group group) {
    return executing.actions().size() + group.from();
  }

  /** Whether a request is for a merge and not for an action of the plan. */
  static boolean isMerge(Phase.Executing executing, RequestId request) {
    return request.step() == Step.ACT && request.index() >= executing.actions().size();
  }

  private static List<Effect.MergeSource> sources(Phase.Executing executing, Group group) {
    List<Effect.MergeSource> sources = new ArrayList<>();
    for (int i = group.from(); i < group.to(); i++) {
      if (executing.actions().get(i).status() instanceof ActionStatus.Observed observed) {
        WorkspaceRef left = observed.left();
        if (observed.ok() && left != null) {
          sources.add(new Effect.MergeSource(i, left));
        }
      }
    }
    return sources;
  }

  /** Asks for the merge; it runs no tool, so no budget can forbid it. */
  static void merge(Draft draft, Phase.Executing executing, RequestId request) {
    Group group = group(executing, request.index() - executing.actions().size());
    Requests.merge(draft, executing, request, sources(executing, group));
  }

  /** Takes in the answer to a merge. */
  static void merged(Draft draft, Phase.Executing executing, LoopEvent.ActionObserved answer) {
    Failure failure = answer.failure();
    if (failure != null) {
      mergeFailed(draft, executing, answer.request(), failure);
      return;
    }
    if (answer.workspace() != null) {
      draft.workspace = answer.workspace();
    }
    Phase.Executing now = executing.withMerge(null);
    for (LoopEvent.Conflict conflict : answer.conflicts()) {
      now = dropped(draft, now, conflict);
    }
    goOn(draft, now, group(now, answer.request().index() - now.actions().size()));
  }

  static void mergeFailed(
      Draft draft, Phase.Executing executing, RequestId request, Failure failure) {
    draft.note("merging: " + Reasons.failed(request, failure));
    boolean passing =
        failure.kind() == FailureKind.TRANSIENT
            || failure.kind() == FailureKind.RATE_LIMITED
            || failure.kind() == FailureKind.TIMEOUT;
    if (!passing) {
      draft.stop(
          StopReason.TERMINAL_ERROR,
          "what the parallel actions left cannot be merged: " + failure.message());
    } else if (Failures.mayRetry(draft, request, failure)) {
      draft.phase =
          executing.withMerge(
              new ActionStatus.BackingOff(
                  request.nextAttempt(), Failures.until(draft, request, failure), false));
    }
  }

  /** The changes of an action are lost to those of another: it has failed after all. */
  private static Phase.Executing dropped(
      Draft draft, Phase.Executing executing, LoopEvent.Conflict conflict) {
    if (conflict.index() >= executing.actions().size()) {
      return executing;
    }
    RequestId action = new RequestId(draft.loopId, draft.iteration, Step.ACT, conflict.index(), 1);
    String words =
        "'%s' was also changed by parallel action %d, so all changes of this one are dropped"
            .formatted(conflict.path(), conflict.with());
    draft.note(Reasons.stepName(action) + ": " + words);
    long sequence =
        draft.appendOwn(of ->
            new Effect.AppendObservation(
                of,
                action,
                executing.planSequence(),
                words,
                new Failure(FailureKind.TOOL_FAILED, words, null),
                null,
                List.of()));
    return executing.with(conflict.index(), new ActionStatus.Observed(false, sequence, null));
  }

  private static void goOn(Draft draft, Phase.Executing executing, Group group) {
    boolean failed =
        executing.actions().subList(group.from(), group.to()).stream()
            .anyMatch(
                slot -> slot.status() instanceof ActionStatus.Observed observed && !observed.ok());
    Answers.goOn(draft, executing, group.to() - 1, !failed);
  }
}
