package io.loopline.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the controller is to do after a decision; texts are filled in by the adapter. */
public sealed interface Effect {
  /** Ask for a plan within these caps, showing the planner these context entries. */
  record RequestPlan(
      RequestId request,
      Instant expiresAt,
      List<Long> context,
      Ledger ledger,
      Caps caps,
      @Nullable WorkspaceRef workspace,
      Strategy strategy)
      implements Effect {
    public RequestPlan {
      context = List.copyOf(context);
    }
  }

  /** Run one action of the plan in context entry {@code planSequence}. */
  record RequestAction(
      RequestId request, Instant expiresAt, long planSequence, @Nullable WorkspaceRef workspace)
      implements Effect {}

  /** Judge the workspace. */
  record RequestVerify(
      RequestId request,
      Instant expiresAt,
      @Nullable WorkspaceRef workspace,
      List<Long> observations,
      int plannedActions,
      Ledger ledger,
      @Nullable Double bestScore)
      implements Effect {
    public RequestVerify {
      observations = List.copyOf(observations);
    }
  }

  /** Keep the content of the event at hand as a context row. */
  record AppendContext(long sequence, ContextKind kind, int iteration) implements Effect {}

  /** Keep words of the machine's own as a context row. */
  record AppendNote(long sequence, ContextKind kind, int iteration, String text)
      implements Effect {}

  /** Remove context rows that left the window. */
  record EvictContext(List<Long> sequences) implements Effect {
    public EvictContext {
      sequences = List.copyOf(sequences);
    }
  }

  /** Store the goal at hand. */
  record KeepGoal() implements Effect {}

  /** Remove the goal and all context rows. */
  record DropLoopData(List<Long> context) implements Effect {
    public DropLoopData {
      context = List.copyOf(context);
    }
  }

  /** Wake the loop at this time. */
  record ArmTimer(Instant dueAt) implements Effect {}

  /** Forget an armed wake-up. */
  record CancelTimer(Instant dueAt) implements Effect {}

  /**
   * Publish the result.
   *
   * @param goalHash hash of the goal's content
   * @param ledger budgets at the end
   * @param best best verdict; null when nothing was judged
   * @param errors validation errors of a rejected goal
   */
  record EmitResult(
      String goalHash,
      StopReason reason,
      String message,
      int iterations,
      Ledger ledger,
      @Nullable Best best,
      List<String> errors,
      Instant startedAt,
      Instant endedAt)
      implements Effect {
    public EmitResult {
      errors = List.copyOf(errors);
    }
  }

  /** Set the input at hand aside. */
  record SetAside(SetAsideReason reason, String message) implements Effect {}

  /** Why an input is set aside. */
  enum SetAsideReason {
    CONFLICTING_DUPLICATE,
    UNKNOWN_LOOP
  }
}
