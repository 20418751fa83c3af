package io.loopline.core.simulation;

import java.util.HashSet;
import java.util.Set;

/**
 * What one run is made of; the same scenario gives the same history.
 *
 * @param seed everything else follows from it
 * @param dropped faults left out: names of kinds, or {@code name#number} for a single one
 */
public record Scenario(long seed, Set<String> dropped) {
  public Scenario {
    dropped = Set.copyOf(dropped);
  }

  public static Scenario of(long seed) {
    return new Scenario(seed, Set.of());
  }

  Scenario without(String fault) {
    Set<String> more = new HashSet<>(dropped);
    more.add(fault);
    return new Scenario(seed, more);
  }

  boolean has(String fault) {
    return !dropped.contains(fault);
  }
}
