package io.loopline.core;

/** Failure classes; each is decided once, at the boundary where the failure happens. */
public enum FailureKind {
  TRANSIENT,
  RATE_LIMITED,
  TIMEOUT,
  INVALID_OUTPUT,
  DENIED,
  TOOL_FAILED,
  LIMIT_EXCEEDED,
  UNKNOWN_EFFECT,
  BUDGET_TOO_SMALL,
  TERMINAL
}
