package io.loopline.executor.worker;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which request runs on which thread, so that a cancelled one can be stopped; the newest
 * cancellations are remembered for requests that have not begun yet. Thread-safe.
 */
final class RunningActions {
  private static final int REMEMBERED = 1_000;

  private final Map<String, Run> runs = new HashMap<>();
  private final Set<String> cancelled = new LinkedHashSet<>();

  /** The current thread begins a request; close it on the same thread. */
  synchronized Run begin(String requestId) {
    Run run = new Run(requestId, Thread.currentThread(), cancelled.contains(requestId));
    runs.put(requestId, run);
    return run;
  }

  /** Stops the request if it runs here, now or later. */
  synchronized void cancel(String requestId) {
    cancelled.add(requestId);
    if (cancelled.size() > REMEMBERED) {
      cancelled.remove(cancelled.iterator().next());
    }
    Run run = runs.get(requestId);
    if (run != null) {
      run.cancelled = true;
      run.thread.interrupt();
    }
  }

  private synchronized void end(Run run) {
    runs.remove(run.requestId, run);
    if (run.cancelled) {
      // the interrupt was for this request and not for what the thread does next
      Thread.interrupted();
    }
  }

  /** One request under way. */
  final class Run implements AutoCloseable {
    private final String requestId;
    private final Thread thread;
    private volatile boolean cancelled;

    private Run(String requestId, Thread thread, boolean cancelled) {
      this.requestId = requestId;
      this.thread = thread;
      this.cancelled = cancelled;
    }

    /** Whether nobody waits for its answer any more. */
    boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
