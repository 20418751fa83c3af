package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Goal;
import java.util.List;

/** What reading a goal file came to. */
public sealed interface GoalReading {

  /** A valid goal whose files are in the artifact store. */
  record Valid(Goal goal) implements GoalReading {
    public Valid {
      requireNonNull(goal, "goal is null");
    }
  }

  /** Every error of the file, by line; at least one, and nothing was stored. */
  record Invalid(List<GoalError> errors) implements GoalReading {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("errors is empty");
      }
    }
  }
}
