package io.loopline.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the controller is to do after a decision; texts are filled in by the adapter. */
public sealed interface Effect {
  /**
   * Ask for a plan within these caps, showing the planner these context entries.
   *
   * @param summary what its model is to summarize first; null for nothing
   */
  record RequestPlan(
      RequestId request,
      Instant expiresAt,
      List<Long> context,
      Ledger ledger,
      Caps caps,
      @Nullable WorkspaceRef workspace,
      Strategy strategy,
      @Nullable SummaryOrder summary)
      implements Effect {
    public RequestPlan {
      context = List.copyOf(context);
    }

    /** What is held for all its calls together. */
    public Caps allCaps() {
      return summary == null ? caps : caps.plus(summary.caps());
    }
  }

  /**
   * What a model is to summarize, in a call of its own.
   *
   * @param rows context entries, oldest first
   * @param tokens estimated tokens the summary may have
   * @param caps of that call, beside those of the plan; they show no window
   */
  record SummaryOrder(List<Long> rows, int tokens, Caps caps) {
    public SummaryOrder {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Run one action of the plan in context entry {@code planSequence}.
   *
   * @param reconcile ask whether an earlier attempt took effect, instead of running it
   */
  record RequestAction(
      RequestId request,
      Instant expiresAt,
      long planSequence,
      @Nullable WorkspaceRef workspace,
      boolean reconcile)
      implements Effect {}

  /**
   * Merge what the actions of a parallel group left.
   *
   * @param base snapshot they all started from; null for the inputs alone
   * @param sources what they left, by ascending index
   */
  record RequestMerge(
      RequestId request, Instant expiresAt, @Nullable WorkspaceRef base, List<MergeSource> sources)
      implements Effect {
    public RequestMerge {
      sources = List.copyOf(sources);
    }
  }

  /** What the action of this index left. */
  record MergeSource(int index, WorkspaceRef workspace) {}

  /**
   * Tell the workers something about a request.
   *
   * @param claimant whose claim it answers; null for every worker
   */
  record SignalWorkers(SignalKind kind, RequestId request, @Nullable String claimant)
      implements Effect {}

  /** What workers are told. */
  enum SignalKind {
    /** Start it: this claim is the one. */
    GRANT,
    /** Do not start it. */
    REFUSE,
    /** Stop it: nobody waits for the answer. */
    CANCEL
  }

  /** Judge the workspace; models that judge keep within the caps. */
  record RequestVerify(
      RequestId request,
      Instant expiresAt,
      @Nullable WorkspaceRef workspace,
      List<Long> observations,
      int plannedActions,
      Ledger ledger,
      Caps caps,
      @Nullable Double bestScore)
      implements Effect {
    public RequestVerify {
      observations = List.copyOf(observations);
    }
  }

  /** Keep the content of the event at hand as a context row. */
  record AppendContext(long sequence, ContextKind kind, int iteration) implements Effect {}

  /**
   * Keep an observation of the controller's own as a context row.
   *
   * @param summary what happened, in words
   * @param failure why the action failed; null when it did not
   * @param workspace snapshot it leaves; null when it leaves none
   * @param children the child loops it is about; empty when it is about none
   */
  record AppendObservation(
      long sequence,
      RequestId request,
      long planSequence,
      String summary,
      @Nullable Failure failure,
      @Nullable WorkspaceRef workspace,
      List<Child> children)
      implements Effect {
    public AppendObservation {
      children = List.copyOf(children);
    }
  }

  /**
   * Start a child loop with the goal that the plan in context entry {@code planSequence} has for
   * it.
   *
   * @param depth levels above the child
   * @param levelsBelow levels of child loops it may have
   * @param ancestors objectives of the loops above it, outermost first
   * @param workspace snapshot it starts from; null for the inputs alone
   */
  record SpawnChild(
      Child child,
      long planSequence,
      int depth,
      int levelsBelow,
      List<String> ancestors,
      @Nullable WorkspaceRef workspace)
      implements Effect {
    public SpawnChild {
      ancestors = List.copyOf(ancestors);
    }
  }

  /** Ask for a permit of a label; it is granted when few enough loops hold one. */
  record AcquirePermit(String label) implements Effect {}

  /** Give back a permit of a label, or the wish for one. */
  record ReleasePermit(String label) implements Effect {}

  /** Tell a child loop to end. */
  record EndChild(String childId, String reason) implements Effect {}

  /** Send the result to the loop that spawned this one. */
  record ReportToParent(ParentLink parent, EmitResult result) implements Effect {}

  /** Keep words of the machine's own as a context row. */
  record AppendNote(long sequence, ContextKind kind, int iteration, String text)
      implements Effect {}

  /**
   * Keep a summary of context rows in their place.
   *
   * @param sequence row of the summary
   * @param iteration last iteration it covers
   * @param rows rows it is made from, oldest first
   * @param tokens estimated tokens it may have
   * @param told whether the answer at hand has its text; otherwise a rule makes it of the rows
   */
  record Compact(long sequence, int iteration, List<Long> rows, int tokens, boolean told)
      implements Effect {
    public Compact {
      rows = List.copyOf(rows);
    }
  }

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
