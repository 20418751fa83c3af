package io.loopline.planner.memory;

import io.loopline.codec.memory.Scope;
import io.loopline.event.MemoryScope;
import io.loopline.planner.memory.Embedder.EmbeddingFailed;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries by scope, with their embeddings, which are computed when first needed and then kept. A
 * search compares with every entry of the scopes: exact, and fast enough for as many as fit here;
 * only an entry whose text has no embedding is not found, which is counted and logged once. When it
 * is full, the entry written longest ago leaves; first those of single loops while they take more
 * than half of the room, because most of those loops have ended. Safe for all threads.
 */
final class MemoryIndex {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryIndex.class);
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
  private final NavigableSet<Slot> ofSingleLoops = new TreeSet<>(OLDEST_FIRST);
  private final AtomicLong unembeddable = new AtomicLong();
  private long evicted;

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
      Slot slot = old == null ? new Slot(entry) : new Slot(entry, old);
      byKey.put(entry.key(), slot);
      byAge.add(slot);
      if (entry.scopes().stream().allMatch(MemoryIndex::isOfOneLoop)) {
        ofSingleLoops.add(slot);
      }
      entry
          .scopes()
          .forEach(
              scope -> byScope.computeIfAbsent(scope, _ -> new TreeSet<>(OLDEST_FIRST)).add(slot));
      if (byKey.size() > capacity) {
        boolean many = ofSingleLoops.size() > capacity / 2;
        take((many ? ofSingleLoops : byAge).getFirst().entry.key());
        evicted++;
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOfOneLoop(Scope scope) {
    return scope.kind() == MemoryScope.LOOP;
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
    ofSingleLoops.remove(slot);
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

  /** Entries whose text had no embedding when it was needed. */
  long unembeddable() {
    return unembeddable.get();
  }

  /** Computes the embeddings that are missing of entries that more than one loop may recall. */
  void embedShared(Embedder embedder) throws InterruptedException {
    for (Slot slot : slots(shared())) {
      slot.vector(embedder, this::failed);
    }
  }

  /**
   * The entries nearest to a query, the nearest first; equally near ones by key. Embeddings that
   * are missing in the scopes are computed here, so that nothing is passed over that was read.
   *
   * @param readable scopes that are searched
   * @param query embedding of the query
   * @param count entries wanted
   */
  List<Hit> nearest(Set<Scope> readable, float[] query, int count, Embedder embedder)
      throws InterruptedException {
    PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);
    for (Slot slot : count == 0 ? List.<Slot>of() : slots(readable)) {
      float[] vector = slot.vector(embedder, this::failed);
      if (vector != null) {
        best.add(new Hit(slot.entry, product(query, vector)));
      }
      if (best.size() > count) {
        best.poll();
      }
    }
    return best.stream().sorted(WORST_FIRST.reversed()).toList();
  }

  private void failed(String key, EmbeddingFailed why) {
    LOG.atWarn()
        .addKeyValue("key", key)
        .addKeyValue("error", why.getMessage())
        .addKeyValue("unembeddable", unembeddable.incrementAndGet())
        .log("entry of memory cannot be found by similarity");
  }

  private Set<Scope> shared() {
    lock.lock();
    try {
      return byScope.keySet().stream()
          .filter(scope -> !isOfOneLoop(scope))
          .collect(Collectors.toSet());
    } finally {
      lock.unlock();
    }
  }

  private List<Slot> slots(Set<Scope> scopes) {
    lock.lock();
    try {
      Set<Slot> slots = new TreeSet<>(OLDEST_FIRST);
      for (Scope scope : scopes) {
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
