package io.loopline.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which entries leave a full window: the oldest unpinned ones of iterations before the last, until
 * half of the limit is free. The current iteration, with the decided plan and its next action, and
 * the newest verdict stay, whatever their size.
 *
 * @param leaving entries that leave, oldest first
 * @param tokens estimated tokens of the summary that takes their place
 */
record Compaction(List<ContextWindow.Entry> leaving, int tokens) {
  /** Entries a window may hold; the state row keeps an index of them. */
  static final int MAX_ENTRIES = 64;

  Compaction {
    leaving = List.copyOf(leaving);
  }

  /** The compaction that a window needs now; empty when it has room or nothing can leave. */
  static Optional<Compaction> of(
      ContextWindow window, int limitTokens, ContextTerms terms, int currentIteration) {
    int percent = terms.compactPercent();
    return window.tokens() * 100 <= (long) limitTokens * percent
            && window.entries().size() * 100 <= MAX_ENTRIES * percent
        ? Optional.empty()
        : select(window, limitTokens, terms, currentIteration);
  }

  /** As {@link #of}, but only of a window with more entries than the state may index. */
  static Optional<Compaction> ofTooMany(
      ContextWindow window, int limitTokens, ContextTerms terms, int currentIteration) {
    return window.entries().size() <= MAX_ENTRIES
        ? Optional.empty()
        : select(window, limitTokens, terms, currentIteration);
  }

  private static Optional<Compaction> select(
      ContextWindow window, int limitTokens, ContextTerms terms, int currentIteration) {
    List<ContextWindow.Entry> entries = window.entries();
    long tokens = window.tokens();
    int summary = terms.summaryTokens(limitTokens);
    List<ContextWindow.Entry> leaving = new ArrayList<>();
    long left = tokens + summary;
    for (ContextWindow.Entry entry : entries) {
      boolean roomy =
          left * 2 <= limitTokens && (entries.size() - leaving.size() + 1) * 2 <= MAX_ENTRIES;
      if (roomy) {
        break;
      }
      if (!entry.pinned() && entry.iteration() < currentIteration - 1) {
        leaving.add(entry);
        left -= entry.tokens();
      }
    }
    boolean onlySummary = leaving.stream().allMatch(entry -> entry.kind() == ContextKind.SUMMARY);
    return onlySummary ? Optional.empty() : Optional.of(new Compaction(leaving, summary));
  }

  /** The same entries leave for a summary of this size. */
  Compaction withTokens(int summary) {
    return new Compaction(leaving, summary);
  }

  long leavingTokens() {
    return leaving.stream().mapToLong(ContextWindow.Entry::tokens).sum();
  }

  List<Long> sequences() {
    return leaving.stream().map(ContextWindow.Entry::sequence).toList();
  }

  int lastIteration() {
    return leaving.stream().mapToInt(ContextWindow.Entry::iteration).max().orElse(0);
  }
}
