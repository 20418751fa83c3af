package io.loopline.verifier.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs checks under their time limit, at most a fixed number at once. Each run has its own platform
 * thread: SQL is native code that would pin a virtual thread's carrier, and a check that ignores
 * its interrupt must not take a pool's thread with it; it keeps its permit until it really ends.
 * Thread-safe.
 */
public final class CheckRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Semaphore permits;

  /** Creates a runner of at most that many checks at once. */
  public CheckRunner(int parallel) {
    this.permits = new Semaphore(parallel, true);
  }

  /**
   * Runs one check; an error in it and a missed time limit are outcomes that did not pass.
   *
   * @throws InterruptedException when the caller is to stop; the check is stopped too
   * @throws CannotRun when this machine lacks what the check needs, or its settings make no sense
   */
  public CheckOutcome run(WorkspaceCheck check, JsonNode settings, Judged judged)
      throws InterruptedException, CannotRun {
    String expected = check.kind() + " check " + settings;
    permits.acquire();
    FutureTask<CheckOutcome> task = new FutureTask<>(() -> check.run(settings, judged));
    Thread thread =
        Thread.ofPlatform().daemon().name("check-" + check.kind()).start(() -> hold(task));
    try {
      return task.get(judged.limit().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return CheckOutcome.error(
          expected, "stopped after its time limit of " + judged.limit().toMillis() + " ms");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof CannotRun unable) {
        throw unable;
      }
      if (failed.getCause() instanceof BrokenCheck broken && !broken.isOfWorkspace()) {
        throw new CannotRun(String.valueOf(broken.getMessage()));
      }
      return CheckOutcome.error(
          expected, reason(check, requireNonNull(failed.getCause(), "a failed task has a cause")));
    } finally {
      task.cancel(true);
      thread.join(GRACE); // so that the workspace is not deleted under a check that is just ending
    }
  }

  private void hold(FutureTask<CheckOutcome> task) {
    try {
      task.run();
    } finally {
      permits.release();
    }
  }

  private static String reason(WorkspaceCheck check, Throwable cause) {
    if (cause instanceof BrokenCheck broken) {
      return String.valueOf(broken.getMessage());
    }
    if (cause instanceof StackOverflowError) {
      return "nested too deeply to be evaluated"; // its stack would fill the log and tell nothing
    }
    LOG.atWarn().setCause(cause).addKeyValue("check", check.kind()).log("check failed to run");
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
