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
 */
public record ContextWindow(List<Entry> entries, long next) {

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

  public static final ContextWindow EMPTY = new ContextWindow(List.of(), 1);

  public ContextWindow {
    entries = List.copyOf(entries);
  }

  ContextWindow append(ContextKind kind, int iteration, int tokens) {
    return append(kind, iteration, tokens, false);
  }

  ContextWindow append(ContextKind kind, int iteration, int tokens, boolean pinned) {
    List<Entry> copy = new ArrayList<>(entries.size() + 1);
    copy.addAll(entries);
    copy.add(new Entry(next, kind, iteration, pinned, tokens));
    return new ContextWindow(copy, next + 1);
  }

  /**
   * Entries that must leave so that the rest fits the limit: the oldest unpinned ones of earlier
   * iterations. The current iteration and the newest verdict stay, whatever their size.
   */
  List<Long> overflow(int limitTokens, int currentIteration) {
    long total = 0;
    for (Entry entry : entries) {
      total += entry.tokens();
    }
    if (total <= limitTokens) {
      return List.of();
    }
    List<Long> leaving = new ArrayList<>();
    for (Entry entry : entries) {
      if (total <= limitTokens) {
        break;
      }
      if (!entry.pinned() && entry.iteration() < currentIteration - 1) {
        leaving.add(entry.sequence());
        total -= entry.tokens();
      }
    }
    return leaving;
  }

  ContextWindow without(List<Long> sequences) {
    if (sequences.isEmpty()) {
      return this;
    }
    Set<Long> leaving = Set.copyOf(sequences);
    List<Entry> staying = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (!leaving.contains(entry.sequence())) {
        staying.add(entry);
      }
    }
    return new ContextWindow(staying, next);
  }

  /** Estimated tokens of a text. */
  static int tokens(String text) {
    return text.length() / 4 + 1;
  }

  List<Long> sequences() {
    return entries.stream().map(Entry::sequence).toList();
  }
}
