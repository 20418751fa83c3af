package io.loopline.planner.memory;

import io.loopline.codec.memory.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Entries by scope, with their embeddings, which are computed when first needed and then kept. A
 * search compares with every entry of the scopes: exact, and fast enough for as many as fit here.
 * When it is full, the entry written longest ago leaves. Safe for all threads.
 */
final class MemoryIndex {
  private static final Comparator<Slot> OLDEST_FIRST =
      Comparator.<Slot>comparingLong(slot -> slot.entry.writtenAt())
          .thenComparing(slot -> slot.entry.key());
  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::similarity)
          .thenComparing(hit -> hit.entry().key(), Comparator.reverseOrder());

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Slot> byKey = new HashMap<>();
  private final Map<Scope, NavigableSet<Slot>> byScope = new TreeMap<>();
  private final NavigableSet<Slot> byAge = new TreeSet<>(OLDEST_FIRST);
  private long evicted;

  private static final class Slot {
    final Entry entry;
    volatile float @Nullable [] vector;

    Slot(Entry entry, float @Nullable [] vector) {
      this.entry = entry;
      this.vector = vector;
    }

    float[] vector(Embedder embedder) throws InterruptedException {
      float[] known = vector;
      if (known == null) {
        known = embedder.embed(entry.text());
        vector = known;
      }
      return known;
    }
  }

  /**
   * @param capacity entries that are kept at most
   */
  MemoryIndex(int capacity) {
    this.capacity = capacity;
  }

  /** Takes an entry in; one of the same key gives way. */
  void put(Entry entry) {
    lock.lock();
    try {
      Slot old = take(entry.key());
      Slot slot =
          new Slot(entry, old != null && old.entry.text().equals(entry.text()) ? old.vector : null);
      byKey.put(entry.key(), slot);
      byAge.add(slot);
      entry
          .scopes()
          .forEach(
              scope -> byScope.computeIfAbsent(scope, _ -> new TreeSet<>(OLDEST_FIRST)).add(slot));
      if (byKey.size() > capacity) {
        take(byAge.getFirst().entry.key());
        evicted++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets an entry; nothing happens when it is not there. */
  void remove(String key) {
    lock.lock();
    try {
      take(key);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Slot take(String key) {
    Slot slot = byKey.remove(key);
    if (slot == null) {
      return null;
    }
    byAge.remove(slot);
    for (Scope scope : slot.entry.scopes()) {
      NavigableSet<Slot> peers = byScope.get(scope);
      if (peers != null) {
        peers.remove(slot);
        if (peers.isEmpty()) {
          byScope.remove(scope);
        }
      }
    }
    return slot;
  }

  int size() {
    lock.lock();
    try {
      return byKey.size();
    } finally {
      lock.unlock();
    }
  }

  /** Entries that left because it was full. */
  long evicted() {
    lock.lock();
    try {
      return evicted;
    } finally {
      lock.unlock();
    }
  }

  /** Computes the embeddings that are missing. */
  void embedAll(Embedder embedder) throws InterruptedException {
    for (Slot slot : slots(null)) {
      slot.vector(embedder);
    }
  }

  /**
   * The entries nearest to a query, the nearest first; equally near ones by key.
   *
   * @param readable scopes that are searched
   * @param query embedding of the query
   * @param count entries wanted
   */
  List<Hit> nearest(Set<Scope> readable, float[] query, int count, Embedder embedder)
      throws InterruptedException {
    PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);
    for (Slot slot : count == 0 ? List.<Slot>of() : slots(readable)) {
      best.add(new Hit(slot.entry, product(query, slot.vector(embedder))));
      if (best.size() > count) {
        best.poll();
      }
    }
    return best.stream().sorted(WORST_FIRST.reversed()).toList();
  }

  /** Null for all scopes. */
  private List<Slot> slots(@Nullable Set<Scope> readable) {
    lock.lock();
    try {
      if (readable == null) {
        return new ArrayList<>(byAge);
      }
      Set<Slot> slots = new TreeSet<>(OLDEST_FIRST);
      for (Scope scope : readable) {
        NavigableSet<Slot> found = byScope.get(scope);
        if (found != null) {
          slots.addAll(found);
        }
      }
      return new ArrayList<>(slots);
    } finally {
      lock.unlock();
    }
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
