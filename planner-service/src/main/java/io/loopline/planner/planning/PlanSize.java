package io.loopline.planner.planning;

/**
 * How large the plan in the making may still grow, in characters. It stops a playbook that would
 * multiply its inputs while it does so; the exact limit on the finished plan is in bytes. Confined
 * to one thread.
 */
final class PlanSize {
  /** Bytes of a finished plan; it travels in events of at most 256 KiB. */
  static final int MAX_BYTES = 200 * 1024;

  private long left = MAX_BYTES;

  void charge(long characters) throws PlaybookException {
    left -= characters;
    if (left < 0) {
      throw tooLarge();
    }
  }

  static PlaybookException tooLarge() {
    return new PlaybookException(
        "the plan is larger than 200 KiB; put large content into the workspace and name its path");
  }
}
