package io.loopline.verifier.check;

/**
 * A check cannot tell: its settings make no sense, whatever the workspace holds, or what it is to
 * look at cannot be looked at. The message names the setting or file and what was found.
 */
final class BrokenCheck extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether another workspace may help; otherwise only another goal does. */
  private final boolean ofWorkspace;

  /** Settings that make no sense. */
  BrokenCheck(String message) {
    this(message, false);
  }

  private BrokenCheck(String message, boolean ofWorkspace) {
    super(message);
    this.ofWorkspace = ofWorkspace;
  }

  /** Something in the workspace that cannot be looked at. */
  static BrokenCheck inWorkspace(String message) {
    return new BrokenCheck(message, true);
  }

  boolean isOfWorkspace() {
    return ofWorkspace;
  }
}
