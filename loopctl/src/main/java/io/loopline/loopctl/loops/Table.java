package io.loopline.loopctl.loops;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compacted topic holds.
 *
 * @param rows newest event of each key that is not deleted
 * @param unreadable records that could not be decoded
 */
record Table<T>(SortedMap<String, T> rows, List<Unreadable> unreadable) {
  Table {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    unreadable = List.copyOf(unreadable);
  }
}
