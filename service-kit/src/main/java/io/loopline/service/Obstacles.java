package io.loopline.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What keeps a part from working just now, by whom it bothers. Safe for all threads. */
final class Obstacles {
  private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

  /** Returns true when it is new, so that the caller logs it once. */
  boolean raise(String who, String reason) {
    return reasons.put(who, reason) == null;
  }

  void clear(String who) {
    reasons.remove(who);
  }

  /** One of them; empty when nothing is in the way. */
  Optional<String> any() {
    return reasons.values().stream().findFirst();
  }
}
