package io.loopline.planner.planning;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Plan;
import io.loopline.model.ModelUsage;
import java.util.List;

/** What a {@link Planner} decided: a plan, or why there is none. */
public sealed interface PlanOutcome {
  /** What was used of a model, whether or not there is a plan. */
  ModelUsage usage();

  /** What was done beside the plan. */
  PlanNotes notes();

  /** The same with what else was used for it. */
  default PlanOutcome withUsage(ModelUsage more) {
    return switch (this) {
      case Planned planned ->
          new Planned(planned.plan(), planned.usage().plus(more), planned.notes());
      case Failed failed -> new Failed(failed.failure(), failed.usage().plus(more), failed.notes());
    };
  }

  /** A decided plan; it may have no actions. */
  record Planned(Plan plan, ModelUsage usage, PlanNotes notes) implements PlanOutcome {
    public Planned {
      requireNonNull(plan, "plan is null");
      requireNonNull(usage, "usage is null");
      requireNonNull(notes, "notes is null");
    }

    /** A plan without memory. */
    public Planned(Plan plan, ModelUsage usage) {
      this(plan, usage, PlanNotes.NONE);
    }

    /** A plan for which no model was asked. */
    public Planned(Plan plan) {
      this(plan, ModelUsage.NONE);
    }
  }

  /** No plan; the failure's kind says what the controller does next. */
  record Failed(Failure failure, ModelUsage usage, PlanNotes notes) implements PlanOutcome {
    public Failed {
      requireNonNull(failure, "failure is null");
      requireNonNull(usage, "usage is null");
      requireNonNull(notes, "notes is null");
    }

    /** A failure without memory. */
    public Failed(Failure failure, ModelUsage usage) {
      this(failure, usage, PlanNotes.NONE);
    }
  }

  /** A failure that no retry can change. */
  static Failed terminal(String message) {
    return failed(FailureKind.TERMINAL, message, List.of());
  }

  /** A failure of the given kind; the message is clipped to what the contract allows. */
  static Failed failed(FailureKind kind, String message, List<String> details) {
    return new Failed(
        new Failure(kind, Clip.to(message, 2_000), null, List.copyOf(details)), ModelUsage.NONE);
  }
}
