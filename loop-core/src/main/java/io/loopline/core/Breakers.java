package io.loopline.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The breakers of a loop, the least recently used first. Immutable and bounded: a plan may name any
 * number of tools, so the oldest one that is closed makes room.
 */
public record Breakers(List<Breaker> each) {
  /** Breakers kept. */
  public static final int KEPT = 16;

  static final Breakers NONE = new Breakers(List.of());

  public Breakers {
    each = List.copyOf(each);
    if (each.size() > KEPT) {
      throw new IllegalArgumentException("more than %d breakers".formatted(KEPT));
    }
  }

  /** The breaker of a dependency; closed when nothing is known of it. */
  Breaker of(String dependency) {
    return each.stream()
        .filter(breaker -> breaker.dependency().equals(dependency))
        .findFirst()
        .orElseGet(() -> Breaker.closed(dependency));
  }

  Breakers with(Breaker changed) {
    List<Breaker> next = new ArrayList<>(each.size() + 1);
    each.stream()
        .filter(breaker -> !breaker.dependency().equals(changed.dependency()))
        .forEach(next::add);
    if (next.size() == KEPT) {
      next.remove(
          next.stream()
              .filter(breaker -> breaker.mode() instanceof BreakerMode.Closed)
              .findFirst()
              .orElse(next.getFirst()));
    }
    next.add(changed);
    return new Breakers(next);
  }
}
