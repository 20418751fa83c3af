package io.loopline.codec.goal;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a goal. Immutable.
 *
 * @param path field in goal-file notation, such as {@code checks[0].kind}; empty for the whole goal
 * @param message what is wrong there
 */
public record GoalProblem(String path, String message) {
  public GoalProblem {
    requireNonNull(path, "path is null");
    requireNonNull(message, "message is null");
  }

  /** Path and message in one line. */
  public String text() {
    return path.isEmpty() ? message : path + ": " + message;
  }

  /** The path of a field of an object. */
  public static String field(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** The path of an item of an array. */
  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
