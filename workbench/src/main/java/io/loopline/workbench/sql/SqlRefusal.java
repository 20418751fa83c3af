package io.loopline.workbench.sql;

import io.loopline.event.FailureKind;

/** A script is turned down before the engine sees it. Never leaves this package. */
final class SqlRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  private SqlRefusal(FailureKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static SqlRefusal denied(String message) {
    return new SqlRefusal(FailureKind.DENIED, message);
  }

  static SqlRefusal faulty(String message) {
    return new SqlRefusal(FailureKind.TOOL_FAILED, message);
  }

  SqlOutcome.Failed outcome() {
    return new SqlOutcome.Failed(kind, String.valueOf(getMessage()), null);
  }
}
