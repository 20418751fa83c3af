package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can happen to a loop. {@code at} is the controller's own clock, never a record's. */
public sealed interface LoopEvent {
  Instant at();

  /**
   * A goal arrived.
   *
   * @param goalHash hash of its content
   * @param terms goal terms; only read when there are no errors
   * @param limits budget limits
   * @param errors validation errors; any of them rejects the goal
   * @param family its place among other loops; it has no children yet
   * @param workspace snapshot it starts from; null for its inputs alone
   */
  record GoalReceived(
      Instant at,
      String loopId,
      String goalHash,
      GoalTerms terms,
      Map<Dimension, Long> limits,
      List<String> errors,
      Family family,
      @Nullable WorkspaceRef workspace)
      implements LoopEvent {
    public GoalReceived {
      requireNonNull(at, "at is null");
      requireNonNull(loopId, "loopId is null");
      requireNonNull(goalHash, "goalHash is null");
      requireNonNull(terms, "terms is null");
      limits = Map.copyOf(limits);
      errors = List.copyOf(errors);
      requireNonNull(family, "family is null");
    }

    /** A goal of a loop by itself. */
    public GoalReceived(
        Instant at,
        String loopId,
        String goalHash,
        GoalTerms terms,
        Map<Dimension, Long> limits,
        List<String> errors) {
      this(at, loopId, goalHash, terms, limits, errors, Family.ALONE, null);
    }
  }

  /** A person's word. */
  record CommandReceived(
      Instant at, CommandKind kind, String requestedBy, String reason, CommandContent content)
      implements LoopEvent {
    public CommandReceived {
      requireNonNull(at, "at is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(content, "content is null");
    }

    /** A command that is all in its kind. */
    public CommandReceived(Instant at, CommandKind kind, String requestedBy, String reason) {
      this(at, kind, requestedBy, reason, CommandContent.NONE);
    }
  }

  /**
   * A planning worker answered.
   *
   * @param actions planned actions, in order; empty when it failed
   * @param signatures arguments of each planned action, in the order of {@code actions}
   * @param tokens estimated tokens of the answer's context entry
   * @param failure why there is no plan; null when there is one
   * @param usage what it used of a model
   * @param summaryTokens estimated tokens of the summary it made of old context; 0 when it made
   *     none
   */
  record PlanAnswered(
      Instant at,
      RequestId request,
      List<ActionTerms> actions,
      List<ActionSignature> signatures,
      int tokens,
      @Nullable Failure failure,
      Usage usage,
      int summaryTokens)
      implements LoopEvent {
    public PlanAnswered {
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
      if (summaryTokens < 0) {
        throw new IllegalArgumentException("summaryTokens is negative: " + summaryTokens);
      }
      actions = List.copyOf(actions);
      signatures = List.copyOf(signatures);
      if (signatures.size() != actions.size()) {
        throw new IllegalArgumentException(
            "%d actions with %d signatures".formatted(actions.size(), signatures.size()));
      }
    }

    /** The answer of a planner that asked no model. */
    public PlanAnswered(
        Instant at,
        RequestId request,
        List<ActionTerms> actions,
        List<ActionSignature> signatures,
        int tokens,
        @Nullable Failure failure) {
      this(at, request, actions, signatures, tokens, failure, Usage.NONE, 0);
    }

    /** Tool of each planned action, in order. */
    public List<String> tools() {
      return actions.stream().map(ActionTerms::tool).toList();
    }
  }

  /**
   * An executor answered.
   *
   * @param workspace snapshot after the action; null when there is none
   * @param tokens estimated tokens of the answer's context entry
   * @param failure why the action failed; null when it did not
   * @param conflicts of a merge: actions whose changes were dropped; empty for an action
   */
  record ActionObserved(
      Instant at,
      RequestId request,
      @Nullable WorkspaceRef workspace,
      int tokens,
      @Nullable Failure failure,
      List<Conflict> conflicts)
      implements LoopEvent {
    /** The answer of a tool. */
    public ActionObserved(
        Instant at,
        RequestId request,
        @Nullable WorkspaceRef workspace,
        int tokens,
        @Nullable Failure failure) {
      this(at, request, workspace, tokens, failure, List.of());
    }

    public ActionObserved {
      conflicts = List.copyOf(conflicts);
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
    }
  }

  /**
   * A parallel action whose changes were dropped.
   *
   * @param index its index in the plan
   * @param with the action that changed the path before it
   * @param path what both changed
   */
  record Conflict(int index, int with, String path) {
    public Conflict {
      requireNonNull(path, "path is null");
    }
  }

  /**
   * An executor wants to start a tool that must not run twice.
   *
   * @param claimant who claims; another for every single start
   */
  record ActionClaimed(Instant at, RequestId request, String claimant) implements LoopEvent {
    public ActionClaimed {
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
      requireNonNull(claimant, "claimant is null");
    }
  }

  /**
   * A verifier answered.
   *
   * @param decision judgement; null when it failed
   * @param score 0 to 1
   * @param workspace snapshot that was judged; null for the inputs alone
   * @param summary feedback in words, for the note
   * @param tokens estimated tokens of the answer's context entry
   * @param failure why there is no judgement; null when there is one
   * @param usage what a judge used of a model
   */
  record VerdictGiven(
      Instant at,
      RequestId request,
      @Nullable VerdictDecision decision,
      double score,
      @Nullable WorkspaceRef workspace,
      String summary,
      int tokens,
      @Nullable Failure failure,
      Usage usage)
      implements LoopEvent {
    public VerdictGiven {
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
      if ((decision == null) == (failure == null)) {
        throw new IllegalArgumentException("a verdict has a decision or a failure");
      }
    }

    /** The answer of a verifier that asked no model. */
    public VerdictGiven(
        Instant at,
        RequestId request,
        @Nullable VerdictDecision decision,
        double score,
        @Nullable WorkspaceRef workspace,
        String summary,
        int tokens,
        @Nullable Failure failure) {
      this(at, request, decision, score, workspace, summary, tokens, failure, Usage.NONE);
    }
  }

  /**
   * A child loop ended.
   *
   * @param spent what it spent of its grant
   */
  record ChildEnded(Instant at, String childId, Child.End end, Allowance spent)
      implements LoopEvent {
    public ChildEnded {
      requireNonNull(at, "at is null");
      requireNonNull(childId, "childId is null");
      requireNonNull(end, "end is null");
      requireNonNull(spent, "spent is null");
    }
  }

  /** The parent ended, or no longer wants this child. */
  record ParentEnded(Instant at, String parentId, String reason) implements LoopEvent {
    public ParentEnded {
      requireNonNull(at, "at is null");
      requireNonNull(parentId, "parentId is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** There is room for one more loop of a label, and it is this one's. */
  record PermitGranted(Instant at, String label) implements LoopEvent {
    public PermitGranted {
      requireNonNull(at, "at is null");
      requireNonNull(label, "label is null");
    }
  }

  /** The loop's timer row came due. */
  record TimerFired(Instant at, Instant dueAt) implements LoopEvent {
    public TimerFired {
      requireNonNull(at, "at is null");
      requireNonNull(dueAt, "dueAt is null");
    }
  }
}
