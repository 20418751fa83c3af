package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Plan;
import java.util.List;

/** What reading a plan file came to. */
public sealed interface PlanReading {

  /** A valid plan. */
  record Valid(Plan plan) implements PlanReading {
    public Valid {
      requireNonNull(plan, "plan is null");
    }
  }

  /** Every error of the file, by line; at least one. */
  record Invalid(List<GoalError> errors) implements PlanReading {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("errors is empty");
      }
    }
  }
}
