package io.loopline.verifier.check;

/**
 * What a check needs is not on this machine, or its settings make no sense, so that no workspace
 * can be judged by it here; the message says what to install or change.
 */
public final class CannotRun extends Exception {
  private static final long serialVersionUID = 1L;

  CannotRun(String message) {
    super(message);
  }

  /** The same, naming which check it is. */
  public CannotRun of(String check) {
    return new CannotRun(check + " cannot run here: " + getMessage());
  }
}
