package io.loopline.core;

import java.util.List;

/** Decisions on loops that have ended or end at once. */
final class EndedLoop {
  private EndedLoop() {}

  /** A goal with errors is a result, not an exception; its id is used up. */
  static Transition reject(LoopEvent.GoalReceived goal) {
    String message = "the goal is invalid: " + String.join("; ", goal.errors());
    LoopState.Terminated ended =
        new LoopState.Terminated(
            goal.loopId(),
            goal.goalHash(),
            StopReason.INVALID_GOAL,
            1,
            goal.at(),
            goal.at().plus(goal.terms().endedRetention()));
    Effect.EmitResult result =
        new Effect.EmitResult(
            goal.goalHash(),
            StopReason.INVALID_GOAL,
            message,
            0,
            Ledger.of(goal.limits()),
            null,
            goal.errors(),
            goal.at(),
            goal.at());
    ParentLink parent = goal.family().parent();
    Effect timer = new Effect.ArmTimer(ended.forgetAt());
    List<Effect> effects =
        parent == null
            ? List.of(result, timer)
            : List.of(result, new Effect.ReportToParent(parent, result), timer);
    return new Transition(ended, effects, Disposition.APPLIED, message, List.of(), List.of(), null);
  }

  static Transition step(LoopState.Terminated ended, LoopEvent event) {
    return switch (event) {
      case LoopEvent.GoalReceived goal when goal.goalHash().equals(ended.goalHash()) ->
          noted(ended, List.of(), Disposition.DUPLICATE, "the goal was already accepted");
      case LoopEvent.GoalReceived _ ->
          noted(
              ended,
              List.of(conflict()),
              Disposition.DUPLICATE,
              "another goal under the same id was set aside");
      case LoopEvent.CommandReceived command ->
          noted(
              ended,
              List.of(),
              Disposition.LATE,
              "command " + command.kind() + " for a loop that has ended");
      case LoopEvent.PlanAnswered answer -> late(ended, answer.request());
      case LoopEvent.ActionObserved answer -> late(ended, answer.request());
      case LoopEvent.ActionClaimed claim ->
          noted(
              ended,
              List.of(
                  new Effect.SignalWorkers(
                      Effect.SignalKind.REFUSE, claim.request(), claim.claimant())),
              Disposition.LATE,
              "claim of " + claim.claimant() + " after the loop ended");
      case LoopEvent.ChildEnded child ->
          noted(
              ended,
              List.of(),
              Disposition.LATE,
              "result of " + child.childId() + " after the loop ended");
      case LoopEvent.ParentEnded parent ->
          noted(
              ended,
              List.of(),
              Disposition.LATE,
              "parent " + parent.parentId() + " ended after the loop did");
      case LoopEvent.PermitGranted permit ->
          noted(
              ended,
              List.of(),
              Disposition.LATE,
              "a permit of " + permit.label() + " after the loop ended");
      case LoopEvent.VerdictGiven answer -> late(ended, answer.request());
      case LoopEvent.TimerFired timer when timer.dueAt().equals(ended.forgetAt()) ->
          retentionTimer(ended, timer);
      case LoopEvent.TimerFired _ ->
          new Transition(
              ended, List.of(), Disposition.IGNORED, "a stale wake-up", List.of(), List.of(), null);
    };
  }

  /** The row has fired; when it came too early, the loop is still remembered, by another one. */
  private static Transition retentionTimer(LoopState.Terminated ended, LoopEvent.TimerFired timer) {
    return timer.at().isBefore(ended.forgetAt())
        ? new Transition(
            ended,
            List.of(new Effect.ArmTimer(ended.forgetAt())),
            Disposition.IGNORED,
            "early wake-up; armed again",
            List.of(),
            List.of(),
            null)
        : new Transition(
            new LoopState.Absent(),
            List.of(),
            Disposition.APPLIED,
            "forgotten after its retention",
            List.of(),
            List.of(),
            null);
  }

  static Effect conflict() {
    return new Effect.SetAside(
        Effect.SetAsideReason.CONFLICTING_DUPLICATE,
        "a goal with other content was already accepted under this id; use a new id");
  }

  private static Transition late(LoopState.Terminated ended, RequestId request) {
    return noted(
        ended, List.of(), Disposition.LATE, "answer to " + request + " after the loop ended");
  }

  private static Transition noted(
      LoopState.Terminated ended, List<Effect> effects, Disposition disposition, String note) {
    LoopState.Terminated next =
        new LoopState.Terminated(
            ended.loopId(),
            ended.goalHash(),
            ended.stopReason(),
            ended.sequence() + 1,
            ended.endedAt(),
            ended.forgetAt());
    return new Transition(next, effects, disposition, note, List.of(), List.of(), null);
  }
}
