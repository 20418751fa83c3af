package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Optional;

/**
 * Identity of one request of the controller to a worker; derived from its position, never random,
 * so that a replay gives the same ids. Its text form is {@code loop/iteration/step/index/attempt};
 * a loop id holds no slash.
 *
 * @param loopId loop the request belongs to
 * @param iteration iteration, from 1
 * @param step part of the iteration
 * @param index action index in the plan, 0 for plan and verify
 * @param attempt attempt at this step, from 1
 */
public record RequestId(String loopId, int iteration, Step step, int index, int attempt) {

  /** Order in which one loop issues its requests. */
  public static final Comparator<RequestId> ISSUE_ORDER =
      Comparator.comparingInt(RequestId::iteration)
          .thenComparing(RequestId::step)
          .thenComparingInt(RequestId::index)
          .thenComparingInt(RequestId::attempt);

  public RequestId {
    requireNonNull(loopId, "loopId is null");
    requireNonNull(step, "step is null");
    if (iteration < 1 || index < 0 || attempt < 1) {
      throw new IllegalArgumentException(
          "request out of range: %d/%s/%d/%d".formatted(iteration, step, index, attempt));
    }
  }

  /** The next attempt at the same step. */
  public RequestId nextAttempt() {
    return new RequestId(loopId, iteration, step, index, attempt + 1);
  }

  /** The text form, or empty when the text is not one. */
  public static Optional<RequestId> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RequestId(
              parts[0],
              Integer.parseInt(parts[1]),
              Step.valueOf(parts[2]),
              Integer.parseInt(parts[3]),
              Integer.parseInt(parts[4])));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return loopId + "/" + iteration + "/" + step + "/" + index + "/" + attempt;
  }
}
