package io.loopline.core;

/** What a person can tell a loop. */
public enum CommandKind {
  CANCEL,
  PAUSE,
  RESUME,
  APPROVE,
  EDIT,
  REJECT,
  AMEND_BUDGET,
  SIGNAL
}
