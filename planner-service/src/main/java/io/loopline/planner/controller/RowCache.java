package io.loopline.planner.controller;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one store as objects, so that what a loop needs at every decision is not read and decoded
 * again each time. Bounded by the stored size of the rows; the least recently used leave first. It
 * holds what the store holds, never more: whoever writes or deletes a row does the same here, and a
 * task that starts again starts with an empty one. Not thread-safe.
 *
 * @param <V> immutable, or never changed by anybody
 */
final class RowCache<V> {
  private record Row<V>(V value, int bytes) {}

  private final Map<Bytes, Row<V>> rows = new LinkedHashMap<>(64, 0.75f, true);
  private final long limitBytes;
  private long bytes;

  /**
   * @param limitBytes stored size of all rows; a larger row is not kept
   */
  RowCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The row; null when it is not here, whether or not the store has it. */
  @Nullable V get(Bytes key) {
    Row<V> row = rows.get(key);
    return row == null ? null : row.value();
  }

  /** Takes a row in, in place of the one before. */
  void put(Bytes key, V value, int storedBytes) {
    remove(key);
    if (storedBytes > limitBytes) {
      return;
    }
    rows.put(key, new Row<>(value, storedBytes));
    bytes += storedBytes;
    Iterator<Row<V>> oldest = rows.values().iterator();
    while (bytes > limitBytes) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  void remove(Bytes key) {
    Row<V> before = rows.remove(key);
    if (before != null) {
      bytes -= before.bytes();
    }
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return rows.size();
  }
}
