package io.loopline.core.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Everything that will happen, in order of virtual time and then of scheduling. One thread. */
public final class Schedule {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long atMs, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::order));
  private long nowMs;
  private long scheduled;

  /** Milliseconds since {@link #START}. */
  public long nowMs() {
    return nowMs;
  }

  public Instant now() {
    return START.plusMillis(nowMs);
  }

  public void after(long delayMs, Runnable action) {
    tasks.add(new Task(nowMs + Math.max(0, delayMs), scheduled++, action));
  }

  /** Runs the next task; false when nothing is left to happen. */
  boolean runNext() {
    Task next = tasks.poll();
    if (next == null) {
      return false;
    }
    nowMs = next.atMs();
    next.action().run();
    return true;
  }
}
