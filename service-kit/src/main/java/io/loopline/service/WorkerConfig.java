package io.loopline.service;

import java.time.Duration;

/**
 * Limits of one step worker.
 *
 * @param inFlight most requests handled at the same time ({@code loopline.worker.in-flight})
 * @param drain longest wait for running requests when the worker closes ({@code
 *     loopline.worker.drain})
 */
public record WorkerConfig(int inFlight, Duration drain) {
  static final String IN_FLIGHT = "loopline.worker.in-flight";
  static final String DRAIN = "loopline.worker.drain";

  static final int MAX_IN_FLIGHT = 256;

  public WorkerConfig {
    if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
      throw new InvalidConfiguration(
          IN_FLIGHT, Integer.toString(inFlight), "must be between 1 and " + MAX_IN_FLIGHT);
    }
    if (drain.isNegative()) {
      throw new InvalidConfiguration(DRAIN, drain.toString(), "must not be negative");
    }
  }

  /** Reads and checks the settings. */
  public static WorkerConfig from(Settings settings) {
    return new WorkerConfig(
        settings.integer(IN_FLIGHT, 8, 1, MAX_IN_FLIGHT),
        settings.duration(DRAIN, Duration.ofSeconds(10)));
  }
}
