package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Index of a loop's rolling context; the texts are rows of the context store, written once.
 * Immutable.
 *
 * @param entries entries in the window, oldest first
 * @param next sequence of the next entry, from 1
 * @param ordered how many unpinned entries, from the oldest, the planner was asked to summarize; 0
 *     for none
 */
public record ContextWindow(List<Entry> entries, long next, int ordered) {

  /**
   * One entry.
   *
   * @param sequence key of its row
   * @param kind what it holds
   * @param iteration iteration it belongs to
   * @param pinned whether it is never evicted
   * @param tokens estimated tokens
   */
  public record Entry(long sequence, ContextKind kind, int iteration, boolean pinned, int tokens) {
    public Entry {
      requireNonNull(kind, "kind is null");
      if (tokens < 0) {
        throw new IllegalArgumentException("tokens is negative: " + tokens);
      }
    }
  }

  public static final ContextWindow EMPTY = new ContextWindow(List.of(), 1, 0);

  public ContextWindow {
    entries = List.copyOf(entries);
    if (ordered < 0 || ordered > entries.size()) {
      throw new IllegalArgumentException(
          "%d of %d entries are to be summarized".formatted(ordered, entries.size()));
    }
  }

  ContextWindow append(ContextKind kind, int iteration, int tokens) {
    return append(kind, iteration, tokens, false);
  }

  ContextWindow append(ContextKind kind, int iteration, int tokens, boolean pinned) {
    List<Entry> copy = new ArrayList<>(entries.size() + 1);
    copy.addAll(entries);
    copy.add(new Entry(next, kind, iteration, pinned, tokens));
    return new ContextWindow(copy, next + 1, ordered);
  }

  /** The window with so many of its entries ordered to be summarized. */
  ContextWindow ordered(int entries) {
    return new ContextWindow(this.entries, next, entries);
  }

  /** The entries that are ordered to be summarized, oldest first. */
  List<Entry> orderedEntries() {
    return entries.stream().filter(entry -> !entry.pinned()).limit(ordered).toList();
  }

  /** Estimated tokens of all entries. */
  long tokens() {
    return entries.stream().mapToLong(Entry::tokens).sum();
  }

  /**
   * The window after a compaction: the summary, if there is one, stands in front of what it
   * replaces.
   */
  ContextWindow compacted(Compaction compaction) {
    Set<Entry> leaving = Set.copyOf(compaction.leaving());
    List<Entry> staying = new ArrayList<>(entries.size());
    boolean placed = compaction.tokens() == 0;
    for (Entry entry : entries) {
      if (!leaving.contains(entry)) {
        staying.add(entry);
      } else if (!placed) {
        staying.add(summary(compaction));
        placed = true;
      }
    }
    return new ContextWindow(staying, compaction.tokens() == 0 ? next : next + 1, 0);
  }

  private Entry summary(Compaction compaction) {
    return new Entry(
        next, ContextKind.SUMMARY, compaction.lastIteration(), false, compaction.tokens());
  }

  List<Long> sequences() {
    return entries.stream().map(Entry::sequence).toList();
  }

  /** Estimated tokens of a text. */
  static int tokens(String text) {
    return text.length() / 4 + 1;
  }
}
