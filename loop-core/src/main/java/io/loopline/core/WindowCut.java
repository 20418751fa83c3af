package io.loopline.core;

import java.util.ArrayList;
import java.util.List;

/** The part of the context window that fits fewer tokens than the window may hold. Pure. */
final class WindowCut {
  private WindowCut() {}

  /**
   * Sequences of the pinned entries and of the newest others within the limit, oldest first.
   *
   * @param beside entries that are there in any case, and do not count
   */
  static List<Long> within(ContextWindow window, List<Long> beside, int limit) {
    long left = limit;
    for (ContextWindow.Entry entry : window.entries()) {
      left -= entry.pinned() ? entry.tokens() : 0;
    }
    List<Long> shown = new ArrayList<>();
    for (ContextWindow.Entry entry : window.entries().reversed()) {
      if (entry.pinned() || beside.contains(entry.sequence())) {
        shown.add(entry.sequence());
      } else if (left >= 0) {
        left -= entry.tokens();
        if (left >= 0) {
          shown.add(entry.sequence());
        }
      }
    }
    return List.copyOf(shown.reversed());
  }
}
