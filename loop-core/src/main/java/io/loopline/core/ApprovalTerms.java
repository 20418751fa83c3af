package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a plan waits for a person; the part of a goal's approval policy that the state machine
 * needs.
 *
 * @param everyPlan whether each plan waits
 * @param tools tools whose use makes a plan wait: those the policy names, and those of the effect
 *     classes it names, looked up when the goal was accepted
 * @param costOver micro-USD; a plan waits when what is spent, what is reserved and the next plan
 *     request come to more; null for no such rule
 * @param expiresAfter how long a plan waits
 * @param expiryRejects whether a plan nobody decided on counts as rejected; otherwise the loop
 *     stops
 * @param rejectionStops whether a rejected plan ends the loop; otherwise the planner plans anew
 */
public record ApprovalTerms(
    boolean everyPlan,
    List<String> tools,
    @Nullable Long costOver,
    Duration expiresAfter,
    boolean expiryRejects,
    boolean rejectionStops) {
  public ApprovalTerms {
    tools = List.copyOf(tools);
    requireNonNull(expiresAfter, "expiresAfter is null");
    if (expiresAfter.toMillis() < 1) {
      throw new IllegalArgumentException("expiresAfter is not positive: " + expiresAfter);
    }
    if (costOver != null && costOver < 0) {
      throw new IllegalArgumentException("costOver is negative: " + costOver);
    }
  }
}
