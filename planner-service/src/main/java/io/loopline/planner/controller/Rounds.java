package io.loopline.planner.controller;

/**
 * Tells a stream thread when it has worked off all it has polled, which is the moment to commit: a
 * single record becomes visible at once, and under load everything that came while the last commit
 * ran shares the next one. Group commit, as databases do it; no clock and no setting in it.
 *
 * <p>Counts are kept by thread, because one thread polls for all its tasks and one commit covers
 * them all. Safe for all threads. A count can be off after a rebalance has dropped polled records;
 * the next empty poll sets it right, and until then the commit interval commits.
 */
final class Rounds {
  private final ThreadLocal<int[]> open = ThreadLocal.withInitial(() -> new int[1]);

  /** This thread has polled so many records; none, when it had nothing left to do. */
  void polled(int records) {
    int[] count = open.get();
    count[0] = records == 0 ? 0 : count[0] + records;
  }

  /**
   * This thread has processed a record.
   *
   * @return whether it was the last it had
   */
  boolean isLast() {
    int[] count = open.get();
    count[0] = Math.max(0, count[0] - 1);
    return count[0] == 0;
  }
}
