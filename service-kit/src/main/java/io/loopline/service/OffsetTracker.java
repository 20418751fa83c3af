package io.loopline.service;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which offset of one partition may be committed when requests finish out of order: everything
 * below it is finished. Offsets are started in rising order, with gaps where a log has them
 * (transaction markers, compaction). Pure bookkeeping; not thread-safe, owned by the poll thread.
 */
final class OffsetTracker {
  private final TreeSet<Long> open = new TreeSet<>();
  private long next = -1;

  /** The request at this offset is about to be handled. */
  void start(long offset) {
    if (offset < 0 || offset < next) {
      throw new IllegalArgumentException(
          "Bug: offset " + offset + " started after offset " + (next - 1));
    }
    open.add(offset);
    next = offset + 1;
  }

  /** The request at this offset is answered, dead-lettered or skipped, for good. */
  void complete(long offset) {
    if (!open.remove(offset)) {
      throw new IllegalStateException("Bug: offset " + offset + " completed but not open");
    }
  }

  /** Position to commit (the next offset to read after a restart); empty before the first start. */
  OptionalLong committable() {
    if (next < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(open.isEmpty() ? next : open.first());
  }

  /** Whether this offset was started and is completed. */
  boolean isFinished(long offset) {
    return offset < next && !open.contains(offset);
  }

  /** Offsets started and not completed, lowest first; a live view. */
  SortedSet<Long> open() {
    return Collections.unmodifiableSortedSet(open);
  }
}
