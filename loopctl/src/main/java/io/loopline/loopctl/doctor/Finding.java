package io.loopline.loopctl.doctor;

import static java.util.Objects.requireNonNull;

/**
 * The judgement of one thing.
 *
 * @param subject what was looked at
 * @param found what was found, in words
 * @param cost what it costs that it is missing or broken, and what to do; empty when it is there
 * @param necessary whether the local stack needs it
 */
record Finding(String subject, Verdict verdict, String found, String cost, boolean necessary) {

  /** Whether a thing can be used. */
  enum Verdict {
    OK,
    MISSING,
    BROKEN
  }

  Finding {
    requireNonNull(subject, "subject is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(found, "found is null");
    if (cost.isEmpty() != (verdict == Verdict.OK)) {
      throw new IllegalArgumentException(subject + ": a cost belongs to what is not ok");
    }
  }

  /** Whether the local stack cannot run because of it. */
  boolean prevents() {
    return necessary && verdict != Verdict.OK;
  }
}
