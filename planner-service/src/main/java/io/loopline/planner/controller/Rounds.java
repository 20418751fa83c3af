package io.loopline.planner.controller;

/**
 * Tells a stream thread when to commit before its interval is over. A quiet thread commits as soon
 * as it has worked off what it polled, so a single record becomes visible at once. A busy one
 * leaves it to the interval: a transaction costs the broker a marker on every partition it touched,
 * whether it held one record or a thousand.
 *
 * <p>Counts are kept by thread, because one thread polls for all its tasks and one commit covers
 * them all. Safe for all threads. A count can be off after a rebalance has dropped polled records;
 * the next empty poll sets it right, and until then the interval commits.
 */
final class Rounds {
  /**
   * Records within {@link #WINDOW_MS} from which on a thread is busy; some two loops make as many.
   */
  static final int BUSY_RECORDS = 8;

  static final long WINDOW_MS = 50;

  private final boolean commitWhenQuiet;
  private final ThreadLocal<Count> counts = ThreadLocal.withInitial(Count::new);

  /** {@code commitWhenQuiet} is false to leave every commit to the interval. */
  Rounds(boolean commitWhenQuiet) {
    this.commitWhenQuiet = commitWhenQuiet;
  }

  /** Owned by its thread. */
  private static final class Count {
    private int open;
    private int before;
    private int now;
    private long since;
  }

  /** This thread has polled so many records; none, when it had nothing left to do. */
  void polled(int records) {
    Count count = counts.get();
    count.open = records == 0 ? 0 : count.open + records;
  }

  /**
   * This thread has processed a record.
   *
   * @param timeMs the time now
   * @return whether it should commit: it was the last it had, and few came lately
   */
  boolean isOver(long timeMs) {
    Count count = counts.get();
    long windows = (timeMs - count.since) / WINDOW_MS;
    if (windows != 0) {
      count.before = windows == 1 ? count.now : 0;
      count.now = 0;
      count.since = timeMs;
    }
    count.now++;
    count.open = Math.max(0, count.open - 1);
    return commitWhenQuiet && count.open == 0 && Math.max(count.before, count.now) <= BUSY_RECORDS;
  }
}
