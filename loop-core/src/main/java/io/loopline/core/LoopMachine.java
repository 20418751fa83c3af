package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop's state machine: total, deterministic, without clock, randomness or I/O. The controller
 * runs it live, simulation runs it by the thousand, and audit replay runs it over recorded causes;
 * all three get the same decisions. See {@link Phase} for the diagram.
 */
public final class LoopMachine {
  /** Version of the decisions; a replay of another version is reported, not failed. */
  public static final int VERSION = 5;

  private LoopMachine() {}

  /**
   * Decides.
   *
   * @param state what is known of the loop
   * @param event what happened to it; its instant is the controller's clock
   * @return next state and effects; never null, for any pair
   */
  public static Transition step(LoopState state, LoopEvent event) {
    return switch (state) {
      case LoopState.Absent absent -> absent(absent, event);
      case LoopState.Live live -> live(live, event);
      case LoopState.Terminated ended -> EndedLoop.step(ended, event);
    };
  }

  private static Transition absent(LoopState.Absent state, LoopEvent event) {
    return switch (event) {
      case LoopEvent.GoalReceived goal when goal.errors().isEmpty() -> accept(goal);
      case LoopEvent.GoalReceived goal -> EndedLoop.reject(goal);
      case LoopEvent.TimerFired _ -> unknown(state, List.of(), Disposition.IGNORED);
      case LoopEvent.CommandReceived _,
          LoopEvent.PlanAnswered _,
          LoopEvent.ActionObserved _,
          LoopEvent.ActionClaimed _,
          LoopEvent.ChildEnded _,
          LoopEvent.ParentEnded _,
          LoopEvent.PermitGranted _,
          LoopEvent.VerdictGiven _ ->
          unknown(
              state,
              List.of(
                  new Effect.SetAside(
                      Effect.SetAsideReason.UNKNOWN_LOOP, "no loop is known under this id")),
              Disposition.REFUSED);
    };
  }

  private static Transition unknown(
      LoopState.Absent state, List<Effect> effects, Disposition disposition) {
    return new Transition(
        state, effects, disposition, "no loop is known under this id", List.of(), List.of(), null);
  }

  private static Transition accept(LoopEvent.GoalReceived goal) {
    Draft draft = new Draft(goal);
    draft.effect(new Effect.KeepGoal());
    Permits.begin(draft);
    return draft.finish(Disposition.APPLIED);
  }

  private static Transition live(LoopState.Live live, LoopEvent event) {
    Draft draft = new Draft(live, event.at());
    return switch (event) {
      case LoopEvent.GoalReceived goal -> goalAgain(draft, live.goalHash(), goal);
      case LoopEvent.CommandReceived command -> draft.finish(Commands.take(draft, command));
      case LoopEvent.TimerFired timer -> timer(draft, live, timer);
      case LoopEvent.PlanAnswered answer -> plan(draft, live, answer);
      case LoopEvent.ActionObserved answer -> action(draft, live, answer);
      case LoopEvent.ChildEnded child -> draft.finish(Children.ended(draft, child));
      case LoopEvent.ParentEnded parent -> draft.finish(Children.parentEnded(draft, parent));
      case LoopEvent.PermitGranted permit -> draft.finish(Permits.granted(draft, permit));
      case LoopEvent.ActionClaimed claim -> draft.finish(OnceActions.claim(draft, claim));
      case LoopEvent.VerdictGiven answer -> verdict(draft, live, answer);
    };
  }

  private static Transition goalAgain(Draft draft, String hash, LoopEvent.GoalReceived goal) {
    if (hash.equals(goal.goalHash())) {
      draft.note("the goal was already accepted");
      return draft.finish(Disposition.DUPLICATE);
    }
    draft.note("another goal under the same id was set aside");
    draft.effect(EndedLoop.conflict());
    return draft.finish(Disposition.DUPLICATE);
  }

  private static Transition timer(Draft draft, LoopState.Live live, LoopEvent.TimerFired timer) {
    if (!timer.dueAt().equals(live.wakeAt())) {
      draft.note("a wake-up that is no longer armed");
      return draft.finish(Disposition.IGNORED);
    }
    if (Timers.fire(draft)) {
      return draft.finish(Disposition.APPLIED);
    }
    draft.note("early wake-up; armed again");
    return draft.finish(Disposition.IGNORED);
  }

  private static Transition plan(Draft draft, LoopState.Live live, LoopEvent.PlanAnswered answer) {
    if (draft.phase instanceof Phase.Planning(PendingStep pending)
        && pending.request().equals(answer.request())) {
      Answers.plan(draft, answer);
      return draft.finish(Disposition.APPLIED);
    }
    return unexpected(draft, live, answer.request());
  }

  private static Transition action(
      Draft draft, LoopState.Live live, LoopEvent.ActionObserved answer) {
    if (draft.phase instanceof Phase.Executing executing) {
      PendingStep pending = executing.open(answer.request());
      if (pending != null) {
        return draft.finish(Answers.action(draft, executing, answer));
      }
    }
    return unexpected(draft, live, answer.request());
  }

  private static Transition verdict(
      Draft draft, LoopState.Live live, LoopEvent.VerdictGiven answer) {
    if (draft.phase instanceof Phase.Verifying verifying
        && verifying.pending().request().equals(answer.request())) {
      if (answer.failure() == null && !sameSnapshot(live.workspace(), answer.workspace())) {
        draft.note("the verdict judged another workspace than the current one");
        return draft.finish(Disposition.REFUSED);
      }
      Answers.verdict(draft, verifying, answer);
      return draft.finish(Disposition.APPLIED);
    }
    return unexpected(draft, live, answer.request());
  }

  /** A verdict is bound to the exact bytes it judged. */
  private static boolean sameSnapshot(@Nullable WorkspaceRef one, @Nullable WorkspaceRef other) {
    String judged = other == null ? "" : other.sha256();
    return judged.equals(one == null ? "" : one.sha256());
  }

  private static Transition unexpected(Draft draft, LoopState.Live live, RequestId request) {
    if (request.equals(live.lastAnswered())) {
      draft.note("answer to " + request + " was already taken in");
      return draft.finish(Disposition.DUPLICATE);
    }
    RequestId issued = live.lastIssued();
    if (issued != null && RequestId.ISSUE_ORDER.compare(request, issued) <= 0) {
      draft.note("answer to " + request + " is late");
      return draft.finish(Disposition.LATE);
    }
    draft.note("request " + request + " was never issued");
    return draft.finish(Disposition.REFUSED);
  }
}
