package io.loopline.planner.planning;

import java.io.Serial;

/**
 * A mistake in a playbook, on its way to the place that knows the field it is in. Never leaves this
 * package: planning answers it as a failure, lint as an error.
 */
final class PlaybookException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  PlaybookException(String message) {
    // No stack: it is an expected outcome, and a playbook may be evaluated often.
    super(message, null, false, false);
  }

  /** The message; unlike {@link #getMessage()} never null. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** The same mistake, with the field it is in. */
  PlaybookException in(String field) {
    return new PlaybookException(field + ": " + reason());
  }
}
