package io.loopline.executor.tool;

import java.io.IOException;

/**
 * Something an action can run. Called on virtual threads, several at a time; one call has its
 * workspace for itself.
 */
public interface Tool {
  /** The name of its contract. */
  String name();

  /** Where its runs happen. */
  Isolation isolation();

  /**
   * Runs once, within the limits of the call. Refusals and failures are outcomes.
   *
   * @throws IOException if this machine failed, not the tool; the action is then tried again
   */
  ToolOutcome run(ToolCall call) throws IOException;

  /**
   * Whether the action of this call took effect in an earlier run whose end nobody knows; asked
   * only of tools that must not run twice, and never changes anything.
   *
   * @throws IOException if this machine failed, not the tool; it is then asked again
   */
  default Reconciliation reconcile(ToolCall call) throws IOException {
    return new Reconciliation.Unknown("the tool " + name() + " cannot tell");
  }
}
