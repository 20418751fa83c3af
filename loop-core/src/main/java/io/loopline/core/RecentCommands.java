package io.loopline.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Ids of the commands a loop took in last, so that a command that is delivered again does nothing,
 * even when its moment has come back meanwhile. Immutable.
 *
 * @param ids oldest first, at most {@link #KEPT}
 */
public record RecentCommands(List<String> ids) {
  /** How many are known; a repeat comes soon after its first delivery. */
  static final int KEPT = 16;

  public static final RecentCommands NONE = new RecentCommands(List.of());

  public RecentCommands {
    ids = List.copyOf(ids);
  }

  boolean holds(String id) {
    return !id.isEmpty() && ids.contains(id);
  }

  RecentCommands with(String id) {
    if (id.isEmpty()) {
      return this;
    }
    List<String> kept =
        new ArrayList<>(ids.subList(Math.max(0, ids.size() + 1 - KEPT), ids.size()));
    kept.add(id);
    return new RecentCommands(kept);
  }
}
