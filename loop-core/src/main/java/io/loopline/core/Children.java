package io.loopline.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What children, parents and the wait for both do to a loop. */
final class Children {
  /** How long a loop that ends waits for the results of its children, in seconds. */
  private static final long CLOSING_SECONDS = 120;

  private Children() {}

  /** A child's result: its grant is settled in any phase, and its action may be done. */
  static Disposition ended(Draft draft, LoopEvent.ChildEnded event) {
    Child child = draft.family.running(event.childId());
    if (child == null) {
      draft.note("the result of " + event.childId() + " is not waited for");
      return Disposition.LATE;
    }
    draft.note(event.childId() + " ended " + event.end().outcome());
    end(draft, child, event.end(), event.spent());
    return Disposition.APPLIED;
  }

  private static void end(Draft draft, Child child, Child.End end, Allowance spent) {
    draft.ledger = Grants.settle(draft.ledger, child.grant(), spent);
    draft.family = draft.family.replace(child.ended(end));
    RequestId joining = joining(draft);
    draft.family = draft.family.withoutEnded(joining);
    if (draft.phase instanceof Phase.Closing closing && draft.family.running().isEmpty()) {
      draft.close(closing);
    } else if (joining != null && child.isOf(joining)) {
      recheck(draft);
    }
  }

  /** Looks again whether the action that waits for children is done. */
  static void recheck(Draft draft) {
    RequestId joining = joining(draft);
    if (joining != null && draft.phase instanceof Phase.Executing executing) {
      Joins.check(draft, executing, joining);
    }
  }

  /** The action that waits for children; null when none does. */
  private static @Nullable RequestId joining(Draft draft) {
    if (draft.phase instanceof Phase.Executing executing) {
      for (ActionSlot slot : executing.actions()) {
        if (slot.status() instanceof ActionStatus.Joining(RequestId action, _)) {
          return action;
        }
      }
    }
    return null;
  }

  /** The children of an action did not report in time: what they were granted counts as spent. */
  static void overdue(Draft draft, RequestId action) {
    draft.note("children gave no result by their deadline");
    for (Child child : draft.family.of(action)) {
      if (child.isRunning() && !draft.at.isBefore(child.deadline())) {
        lost(draft, child);
      }
    }
    recheck(draft);
  }

  private static void lost(Draft draft, Child child) {
    Joins.cancel(draft, child, "its result did not arrive in time");
    draft.ledger = Grants.settle(draft.ledger, child.grant(), child.grant());
    draft.family =
        draft.family.replace(
            child
                .toldToEnd()
                .ended(Child.End.of(Outcome.FAILED, "gave no result by its deadline")));
  }

  /** The parent has ended or no longer wants this loop. */
  static Disposition parentEnded(Draft draft, LoopEvent.ParentEnded event) {
    ParentLink parent = draft.family.parent();
    if (parent == null || !parent.loopId().equals(event.parentId())) {
      draft.note(event.parentId() + " is not the parent of this loop");
      return Disposition.REFUSED;
    }
    if (draft.phase instanceof Phase.Closing) {
      draft.note("already ending");
      return Disposition.IGNORED;
    }
    draft.stop(
        StopReason.PARENT_TERMINATED,
        "the parent loop " + event.parentId() + " ended it: " + event.reason());
    return Disposition.APPLIED;
  }

  /** A loop that is to end tells its children and waits, so that its ledger will be final. */
  static Phase.Closing closing(Draft draft, StopReason reason, String message) {
    draft
        .family
        .running()
        .forEach(child -> Joins.cancel(draft, child, "the parent ended " + reason));
    Instant until = draft.at.plusSeconds(CLOSING_SECONDS);
    return new Phase.Closing(reason, message, until);
  }

  /** The wait is over: whoever has not reported is counted with its whole grant. */
  static void closeOverdue(Draft draft, Phase.Closing closing) {
    draft.family.running().forEach(child -> lost(draft, child));
    draft.close(closing);
  }

  /** Gives back all that is held but for the grants of children that still run. */
  static Ledger releaseOwn(Draft draft) {
    Ledger held = draft.ledger.releaseAll();
    for (Child child : draft.family.running()) {
      held = Grants.reserve(held, child.grant());
    }
    return held;
  }
}
