package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random answers of workers. */
final class Answer {
  private static final List<String> TOOLS = List.of("workspace", "mail", "http");
  private static final List<FailureKind> KINDS = List.of(FailureKind.values());
  private static final List<FailureKind> PASSING =
      List.of(FailureKind.TRANSIENT, FailureKind.TIMEOUT, FailureKind.INVALID_OUTPUT);

  private Answer() {}

  /** Mostly good, so that histories get deep. */
  static LoopEvent random(
      Instant now, RequestId request, @Nullable WorkspaceRef workspace, Choice choice) {
    int tokens = choice.detail(60);
    Failure failure = failure(choice);
    return switch (request.step()) {
      case PLAN -> plan(now, request, choice, tokens, failure);
      case ACT ->
          new LoopEvent.ActionObserved(
              now,
              request,
              choice.detail(3) == 0 ? new WorkspaceRef("w" + choice.detail(9), 1) : null,
              tokens,
              failure,
              choice.detail(6) == 0
                  ? List.of(new LoopEvent.Conflict(choice.detail(3), 0, "a"))
                  : List.of());
      case VERIFY ->
          new LoopEvent.VerdictGiven(
              now,
              request,
              failure == null ? decision(choice) : null,
              choice.detail(11) / 10.0,
              choice.detail(17) == 0 ? new WorkspaceRef("elsewhere", 1) : workspace,
              "feedback",
              tokens,
              failure);
    };
  }

  private static LoopEvent plan(
      Instant now, RequestId request, Choice choice, int tokens, @Nullable Failure failure) {
    List<String> tools = failure == null ? TOOLS.subList(0, choice.detail(4)) : List.of();
    List<ActionSignature> signatures =
        tools.stream()
            .map(_ -> new ActionSignature(choice.detail(3), choice.detail(5) == 0))
            .toList();
    return new LoopEvent.PlanAnswered(
        now,
        request,
        tools.stream().map(tool -> Fixture.action(tool, choice.kind() % 3 == 0)).toList(),
        signatures,
        tokens,
        failure,
        usage(choice),
        choice.detail(3) == 0 ? choice.detail(40) : 0);
  }

  /** Some of it, or no word of it; now and then more than anybody reserved. */
  private static Usage usage(Choice choice) {
    return choice.detail(13) == 0
        ? Usage.UNKNOWN
        : new Usage(choice.detail(400), choice.detail(90), choice.detail(50), 0, true);
  }

  /** The same event, some time later. */
  static LoopEvent again(Instant now, LoopEvent event) {
    return switch (event) {
      case LoopEvent.GoalReceived goal ->
          new LoopEvent.GoalReceived(
              now,
              goal.loopId(),
              goal.goalHash(),
              goal.terms(),
              goal.limits(),
              goal.errors(),
              goal.family(),
              goal.workspace());
      case LoopEvent.CommandReceived command ->
          new LoopEvent.CommandReceived(
              now, command.kind(), command.requestedBy(), command.reason(), command.content());
      case LoopEvent.PlanAnswered answer ->
          new LoopEvent.PlanAnswered(
              now,
              answer.request(),
              answer.actions(),
              answer.signatures(),
              answer.tokens(),
              answer.failure(),
              answer.usage(),
              answer.summaryTokens());
      case LoopEvent.ActionObserved answer ->
          new LoopEvent.ActionObserved(
              now,
              answer.request(),
              answer.workspace(),
              answer.tokens(),
              answer.failure(),
              answer.conflicts());
      case LoopEvent.ChildEnded child ->
          new LoopEvent.ChildEnded(now, child.childId(), child.end(), child.spent());
      case LoopEvent.ParentEnded parent ->
          new LoopEvent.ParentEnded(now, parent.parentId(), parent.reason());
      case LoopEvent.PermitGranted permit -> new LoopEvent.PermitGranted(now, permit.label());
      case LoopEvent.ActionClaimed claim ->
          new LoopEvent.ActionClaimed(now, claim.request(), claim.claimant());
      case LoopEvent.VerdictGiven answer ->
          new LoopEvent.VerdictGiven(
              now,
              answer.request(),
              answer.decision(),
              answer.score(),
              answer.workspace(),
              answer.summary(),
              answer.tokens(),
              answer.failure(),
              answer.usage());
      case LoopEvent.TimerFired timer -> new LoopEvent.TimerFired(now, timer.dueAt());
    };
  }

  private static @Nullable Failure failure(Choice choice) {
    if (choice.kind() % 4 != 0) {
      return null;
    }
    FailureKind kind =
        choice.detail(7) == 0
            ? KINDS.get(choice.detail(KINDS.size()))
            : PASSING.get(choice.detail(PASSING.size()));
    return new Failure(
        kind, "made up", choice.detail(5) == 0 ? Duration.ofMillis(choice.detail()) : null);
  }

  private static VerdictDecision decision(Choice choice) {
    return switch (choice.detail(23)) {
      case 0 -> VerdictDecision.ACHIEVED;
      case 1 -> VerdictDecision.FATAL;
      case 2, 3, 4, 5 -> VerdictDecision.REGRESSED;
      default -> VerdictDecision.CONTINUE;
    };
  }
}
