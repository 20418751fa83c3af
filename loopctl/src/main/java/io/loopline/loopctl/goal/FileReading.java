package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What reading a person's file came to.
 *
 * @param <T> what a valid file is
 */
public sealed interface FileReading<T> {

  /** A valid file. */
  record Valid<T>(T content) implements FileReading<T> {
    public Valid {
      requireNonNull(content, "content is null");
    }
  }

  /** Every error of the file, by line; at least one. */
  record Invalid<T>(List<GoalError> errors) implements FileReading<T> {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("errors is empty");
      }
    }
  }
}
