package io.loopline.loopctl.goal;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a goal file. Immutable.
 *
 * @param file name of the file, as the person gave it
 * @param line line in the file, from 1
 * @param path field, such as {@code checks[0].kind}; empty for the whole file
 * @param message what is wrong there
 */
public record GoalError(String file, int line, String path, String message) {
  public GoalError {
    requireNonNull(file, "file is null");
    requireNonNull(path, "path is null");
    requireNonNull(message, "message is null");
    if (line < 1) {
      throw new IllegalArgumentException("line is not positive: " + line);
    }
  }

  /** One line of text, such as {@code goal.yaml:12: checks[0].kind: unknown check 'sqll'}. */
  public String text() {
    String where = path.isEmpty() ? "" : path + ": ";
    return file + ":" + line + ": " + where + message;
  }
}
