package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Goal;
import java.util.List;

/** What reading a policy file came to. */
public sealed interface PolicyReading {

  /** The goal under a valid policy. */
  record Valid(Goal goal) implements PolicyReading {
    public Valid {
      requireNonNull(goal, "goal is null");
    }
  }

  /** Every error of the file, by line; at least one. */
  record Invalid(List<GoalError> errors) implements PolicyReading {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("errors is empty");
      }
    }
  }
}
