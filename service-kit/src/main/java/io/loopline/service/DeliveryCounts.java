package io.loopline.service;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often the unfinished requests of a partition were started; it travels in the metadata of the
 * committed offset, so that the next owner sees what a dead one had begun. Text form: {@code d1:}
 * and then {@code distance=count} pairs, distances counted from the committed offset.
 *
 * @param byOffset starts by absolute offset, each at least 1
 */
record DeliveryCounts(NavigableMap<Long, Integer> byOffset) {
  /** Brokers refuse metadata over 4,096 bytes by default. */
  private static final int MAX_LENGTH = 4000;

  private static final String MARK = "d1:";

  static final DeliveryCounts NONE = new DeliveryCounts(new TreeMap<>());

  DeliveryCounts {
    byOffset = Collections.unmodifiableNavigableMap(new TreeMap<>(byOffset));
  }

  int of(long offset) {
    return byOffset.getOrDefault(offset, 0);
  }

  /** Text that is not in this form was written by another program: it counts as nothing started. */
  static DeliveryCounts parse(long committed, String metadata) {
    if (!metadata.startsWith(MARK)) {
      return NONE;
    }
    NavigableMap<Long, Integer> counts = new TreeMap<>();
    for (String pair : metadata.substring(MARK.length()).split(",", -1)) {
      if (!pair.matches("\\d{1,15}=[1-9]\\d{0,5}")) {
        return NONE;
      }
      int equals = pair.indexOf('=');
      long distance = Long.parseLong(pair, 0, equals, 10);
      counts.put(committed + distance, Integer.parseInt(pair, equals + 1, pair.length(), 10));
    }
    return new DeliveryCounts(counts);
  }

  /** Text form relative to the committed offset; what is below it is left out; "" for nothing. */
  String format(long committed) {
    String pairs =
        byOffset.tailMap(committed, true).entrySet().stream()
            .map(entry -> pair(committed, entry))
            .collect(Collectors.joining(","));
    if (pairs.isEmpty()) {
      return "";
    }
    if (pairs.length() > MAX_LENGTH) {
      pairs = pairs.substring(0, pairs.lastIndexOf(',', MAX_LENGTH));
    }
    return MARK + pairs;
  }

  private static String pair(long committed, Map.Entry<Long, Integer> entry) {
    return (entry.getKey() - committed) + "=" + Math.min(entry.getValue(), 999_999);
  }
}
