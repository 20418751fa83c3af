package io.loopline.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans that wait for a person, and what people decide on them. */
final class Approvals {
  private Approvals() {}

  /** Begins the plan, or lets it wait when the goal's policy says so. */
  static void begin(Draft draft, Phase.Executing plan) {
    ApprovalTerms approval = draft.terms.controls().approval();
    Optional<String> why =
        approval == null ? Optional.empty() : reason(draft, approval, plan.actions());
    if (approval == null || why.isEmpty()) {
      Answers.begin(draft, plan);
      return;
    }
    Instant expiresAt = draft.at.plus(approval.expiresAfter());
    draft.phase = new Phase.AwaitingApproval(plan, expiresAt);
    draft.note("the plan waits for approval: " + why.get());
  }

  private static Optional<String> reason(
      Draft draft, ApprovalTerms approval, List<ActionSlot> actions) {
    if (approval.everyPlan()) {
      return Optional.of("every plan does");
    }
    Optional<String> tool =
        actions.stream().map(ActionSlot::tool).filter(approval.tools()::contains).findFirst();
    if (tool.isPresent()) {
      return Optional.of("it uses " + tool.get());
    }
    long cost = Spending.costOfGoingOn(draft);
    Long over = approval.costOver();
    return over != null && cost > over
        ? Optional.of("going on may take the cost to %d micro-USD, over %d".formatted(cost, over))
        : Optional.empty();
  }

  static Disposition decide(Draft draft, LoopEvent.CommandReceived command) {
    RequestId undecided = OnceActions.undecided(draft.phase);
    if (undecided != null && command.kind() != CommandKind.EDIT) {
      OnceActions.decide(draft, undecided, command.kind() == CommandKind.APPROVE, command);
      return Disposition.APPLIED;
    }
    if (!(draft.phase instanceof Phase.AwaitingApproval waiting)) {
      return Commands.refuse(draft, command, "no plan waits for approval");
    }
    Integer meant = command.content().iteration();
    if (meant != null && meant != draft.iteration) {
      return Commands.refuse(
          draft,
          command,
          "it is about the plan of iteration %d, but the one of iteration %d waits"
              .formatted(meant, draft.iteration));
    }
    return switch (command.kind()) {
      case APPROVE -> {
        draft.note("plan approved" + Commands.by(command));
        Answers.begin(draft, waiting.plan());
        yield Disposition.APPLIED;
      }
      case EDIT -> edit(draft, command);
      case REJECT -> {
        draft.append(ContextKind.SIGNAL, command.content().tokens());
        reject(draft, "plan rejected" + Commands.by(command));
        yield Disposition.APPLIED;
      }
      case CANCEL, PAUSE, RESUME, AMEND_BUDGET, SIGNAL ->
          throw new IllegalStateException("bug: no decision on a plan: " + command.kind());
    };
  }

  /** The person who wrote the plan has approved it. */
  private static Disposition edit(Draft draft, LoopEvent.CommandReceived command) {
    List<String> tools = command.content().tools();
    List<String> denied =
        tools.stream().filter(tool -> !draft.terms.controls().allows(tool)).distinct().toList();
    if (!denied.isEmpty()) {
      return Commands.refuse(
          draft,
          command,
          "the goal's policy does not allow %s (allowed: %s)"
              .formatted(
                  String.join(", ", denied),
                  String.join(", ", draft.terms.controls().allowedTools())));
    }
    if (tools.isEmpty()) {
      return Commands.refuse(draft, command, "it brings no plan with actions");
    }
    Progress.planned(draft, tools, command.content().signatures());
    long planSequence = draft.append(ContextKind.PLAN, command.content().tokens());
    draft.note("plan edited and approved" + Commands.by(command));
    Answers.begin(draft, Answers.pending(command.content().actions(), planSequence));
    return Disposition.APPLIED;
  }

  /** Nobody decided in time. */
  static void expire(Draft draft) {
    String words = "Nobody decided on the plan of iteration " + draft.iteration + " in time";
    ApprovalTerms approval = draft.terms.controls().approval();
    if (approval != null && approval.expiryRejects()) {
      draft.appendNote(ContextKind.SIGNAL, words + ", so it counts as rejected");
      reject(draft, words);
    } else {
      draft.stop(StopReason.APPROVAL_EXPIRED, words);
    }
  }

  /** The iteration is spent without an action, so that a planner that insists comes to an end. */
  private static void reject(Draft draft, String words) {
    ApprovalTerms approval = draft.terms.controls().approval();
    if (approval != null && approval.rejectionStops()) {
      draft.stop(StopReason.CANCELLED, words);
      return;
    }
    draft.note(words);
    draft.ledger = draft.ledger.settle(Dimension.ITERATIONS, 1, 1);
    Requests.nextIteration(draft);
  }
}
