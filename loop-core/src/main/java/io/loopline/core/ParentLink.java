package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * The loop that spawned this one.
 *
 * @param loopId its id
 * @param depth levels above this loop, from 1
 */
public record ParentLink(String loopId, int depth) {
  public ParentLink {
    requireNonNull(loopId, "loopId is null");
    if (depth < 1) {
      throw new IllegalArgumentException("depth is below 1: " + depth);
    }
  }
}
