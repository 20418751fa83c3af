package io.loopline.workbench.sql;

import static java.util.Objects.requireNonNull;

import io.loopline.event.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Runs SQL scripts in DuckDB, each in a database of its own that sees the files of one workspace
 * and nothing else of the machine, and cannot change its own settings.
 *
 * <p>Isolation is {@code in-process}: a fault in the engine's native code is a fault of this
 * process.
 *
 * <p>Safe for many threads. Native calls run on platform threads, at most as many at once as the
 * constructor says; callers wait, and may be virtual threads. A script that does not react to its
 * stop keeps its place until it does, while its caller gets its answer.
 */
public final class LockedSql implements AutoCloseable {
  private static final int MAX_SCRIPT = 64 << 10;
  private static final long STACK_BYTES = 64L << 20;
  private static final long TICK_MS = 50;
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Together with the grace less than the 30 s a controller adds to an action's wall time. */
  private static final Duration PLACE_WAIT = Duration.ofSeconds(20);

  private final Semaphore places;
  private final ScheduledExecutorService watchdog =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("locked-sql-watchdog").factory());

  public LockedSql(int maxConcurrent) {
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("maxConcurrent is not positive: " + maxConcurrent);
    }
    this.places = new Semaphore(maxConcurrent, true);
  }

  /** Runs a script with no path denied. */
  public SqlOutcome run(Path workspaceDir, String script, SqlLimits limits) {
    return run(workspaceDir, script, limits, _ -> false);
  }

  /**
   * Runs a script.
   *
   * @param workspaceDir existing directory; files written before a failure stay there
   * @param script statements separated by semicolons; paths are relative to the workspace
   * @param deniedPath relative paths the script may not name; a wildcard can still match one, so a
   *     caller that must be sure leaves such files out of the directory
   */
  public SqlOutcome run(
      Path workspaceDir, String script, SqlLimits limits, Predicate<String> deniedPath) {
    requireNonNull(deniedPath, "deniedPath is null");
    if (script.length() > MAX_SCRIPT) {
      return SqlRefusal.faulty("The script is longer than " + MAX_SCRIPT + " characters").outcome();
    }
    try {
      Path workspace = workspaceDir.toRealPath();
      SqlPaths paths = new SqlPaths(workspace, deniedPath);
      List<SqlStatement> statements = SqlStatement.split(SqlLexer.tokens(script));
      for (int i = 0; i < statements.size(); i++) {
        statements.set(i, paths.inFull(statements.get(i)));
      }
      return inPlace(new SqlRun(workspace, statements, limits), limits);
    } catch (SqlRefusal refusal) {
      return refusal.outcome();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SqlOutcome.Failed(FailureKind.TRANSIENT, "The wait was interrupted", null);
    }
  }

  private SqlOutcome inPlace(SqlRun run, SqlLimits limits) throws InterruptedException {
    if (!places.tryAcquire(PLACE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return new SqlOutcome.Failed(
          FailureKind.TRANSIENT, "All places for SQL scripts are taken; try again", null);
    }
    CompletableFuture<SqlOutcome> outcome = new CompletableFuture<>();
    Future<?> watch = watch(run, limits.wall());
    Runnable body =
        () -> {
          try {
            outcome.complete(run.execute());
          } catch (Throwable e) {
            outcome.completeExceptionally(e);
          } finally {
            watch.cancel(false);
            places.release();
          }
        };
    Thread thread = new Thread(null, body, "locked-sql", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return outcome.get(limits.wall().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the engine looks at its stop sign between chunks only; the answer does not wait for it
      return run.stopped("wall");
    } catch (ExecutionException e) {
      throw new IllegalStateException("running a SQL script failed; this is a bug", e.getCause());
    } catch (InterruptedException e) {
      run.kill("interrupt");
      throw e;
    }
  }

  private Future<?> watch(SqlRun run, Duration wall) {
    long deadline = System.nanoTime() + wall.toNanos();
    return watchdog.scheduleWithFixedDelay(
        () -> {
          if (run.killedBy() != null || System.nanoTime() >= deadline) {
            run.kill("wall"); // again: a statement may have begun since the last time
          }
          try {
            run.watch();
          } catch (IOException e) {
            run.kill("workspace unreadable");
          }
        },
        TICK_MS,
        TICK_MS,
        TimeUnit.MILLISECONDS);
  }

  /** Stops watching; scripts still running are not waited for. */
  @Override
  public void close() {
    watchdog.shutdownNow();
  }
}
