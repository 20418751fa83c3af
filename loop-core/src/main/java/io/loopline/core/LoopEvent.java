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
   */
  record GoalReceived(
      Instant at,
      String loopId,
      String goalHash,
      GoalTerms terms,
      Map<Dimension, Long> limits,
      List<String> errors)
      implements LoopEvent {
    public GoalReceived {
      requireNonNull(at, "at is null");
      requireNonNull(loopId, "loopId is null");
      requireNonNull(goalHash, "goalHash is null");
      requireNonNull(terms, "terms is null");
      limits = Map.copyOf(limits);
      errors = List.copyOf(errors);
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
   * @param tools tool of each planned action, in order; empty when it failed
   * @param signatures arguments of each planned action, in the order of {@code tools}
   * @param tokens estimated tokens of the answer's context entry
   * @param failure why there is no plan; null when there is one
   * @param usage what it used of a model
   */
  record PlanAnswered(
      Instant at,
      RequestId request,
      List<String> tools,
      List<ActionSignature> signatures,
      int tokens,
      @Nullable Failure failure,
      Usage usage)
      implements LoopEvent {
    public PlanAnswered {
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
      tools = List.copyOf(tools);
      signatures = List.copyOf(signatures);
      if (signatures.size() != tools.size()) {
        throw new IllegalArgumentException(
            "%d tools with %d signatures".formatted(tools.size(), signatures.size()));
      }
    }

    /** The answer of a planner that asked no model. */
    public PlanAnswered(
        Instant at,
        RequestId request,
        List<String> tools,
        List<ActionSignature> signatures,
        int tokens,
        @Nullable Failure failure) {
      this(at, request, tools, signatures, tokens, failure, Usage.NONE);
    }
  }

  /**
   * An executor answered.
   *
   * @param workspace snapshot after the action; null when there is none
   * @param tokens estimated tokens of the answer's context entry
   * @param failure why the action failed; null when it did not
   */
  record ActionObserved(
      Instant at,
      RequestId request,
      @Nullable WorkspaceRef workspace,
      int tokens,
      @Nullable Failure failure)
      implements LoopEvent {
    public ActionObserved {
      requireNonNull(at, "at is null");
      requireNonNull(request, "request is null");
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

  /** The loop's timer row came due. */
  record TimerFired(Instant at, Instant dueAt) implements LoopEvent {
    public TimerFired {
      requireNonNull(at, "at is null");
      requireNonNull(dueAt, "dueAt is null");
    }
  }
}
