package io.loopline.core.simulation.invariant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaches found in one run. One thread. */
public final class Findings {
  /** A breach: of which invariant, and what was found, in words. */
  public record Finding(String invariant, String words) {
    @Override
    public String toString() {
      return invariant + ": " + words;
    }
  }

  private final List<Finding> found = new ArrayList<>();
  private String current = "";

  void begin(Invariant invariant) {
    current = invariant.getClass().getSimpleName();
  }

  /** Reports a breach of the invariant at hand. */
  public void add(String words) {
    found.add(new Finding(current, words));
  }

  /** Reports a breach when the condition does not hold. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  public void require(boolean holds, String words, @Nullable Object... values) {
    if (!holds) {
      add(words.formatted(values));
    }
  }

  List<Finding> all() {
    return found;
  }
}
