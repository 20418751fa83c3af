package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;

/**
 * Undoes a start that does not complete, be it by a failure or because this program is told to end.
 * Exactly once, and nothing is started after it. Safe for the starting thread and the shutdown
 * hook.
 */
final class StartGuard implements AutoCloseable {
  private final Runnable undo;
  private final Thread hook = new Thread(this::abandon, "stack-start-undo");
  private boolean completed;
  private boolean abandoned;

  /** {@code undo} stops what was started. */
  StartGuard(Runnable undo) {
    this.undo = undo;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Runs one starting step, or fails when the start has been given up. */
  synchronized void unlessAbandoned(Runnable step) {
    if (abandoned) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE, "interrupted while starting; what was started is stopped");
    }
    step.run();
  }

  /** Everything is up: there is nothing to undo. */
  synchronized void completed() {
    completed = true;
  }

  @Override
  public void close() {
    abandon();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the program is ending already; the hook finds nothing left to do
    }
  }

  private synchronized void abandon() {
    if (!completed && !abandoned) {
      abandoned = true;
      undo.run();
    }
  }
}
