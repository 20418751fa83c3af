package io.loopline.verifier.check;

import static java.util.Objects.requireNonNull;

/**
 * What one check says. Texts may be long; the verdict clips them.
 *
 * @param passed whether the check holds
 * @param score 0 to 1; exactly 1 when passed, below 1 when not
 * @param expected what the check wanted, in words
 * @param found what it found, or the error that kept it from looking
 * @param feedback what the planner should know; empty when passed
 */
public record CheckOutcome(
    boolean passed, double score, String expected, String found, String feedback) {
  public CheckOutcome {
    requireNonNull(expected, "expected is null");
    requireNonNull(found, "found is null");
    requireNonNull(feedback, "feedback is null");
    if (!(score >= 0 && score <= 1) || passed != (score == 1)) {
      throw new IllegalArgumentException("score " + score + " does not fit passed=" + passed);
    }
  }

  static CheckOutcome pass(String expected, String found) {
    return new CheckOutcome(true, 1, expected, found, "");
  }

  /** A check that looked and does not hold. */
  public static CheckOutcome fail(String expected, String found) {
    return fail(0, expected, found);
  }

  static CheckOutcome fail(double score, String expected, String found) {
    return new CheckOutcome(
        false, score, expected, found, "expected " + expected + "; found " + found);
  }

  /** A check that could not look counts as failed: the verifier never gives credit unseen. */
  public static CheckOutcome error(String expected, String error) {
    return new CheckOutcome(false, 0, expected, "error: " + error, "could not run: " + error);
  }
}
