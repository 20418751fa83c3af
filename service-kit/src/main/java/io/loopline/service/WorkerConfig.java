package io.loopline.service;

import java.time.Duration;
import java.util.List;

/**
 * Limits of one step worker.
 *
 * @param inFlight most requests handled at the same time ({@code loopline.worker.in-flight})
 * @param drain longest wait for running requests when the worker closes ({@code
 *     loopline.worker.drain})
 */
public record WorkerConfig(int inFlight, Duration drain) {
  private static final int MAX_IN_FLIGHT = 256;

  static final Setting<Integer> IN_FLIGHT =
      Setting.integer(
          "loopline.worker.in-flight", 8, 1, MAX_IN_FLIGHT, "requests a worker handles at once");
  static final Setting<Duration> DRAIN =
      Setting.duration(
          "loopline.worker.drain",
          Duration.ofSeconds(10),
          "longest wait for running requests when a worker closes");

  static final List<Setting<?>> SETTINGS = List.of(IN_FLIGHT, DRAIN);

  public WorkerConfig {
    if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
      throw new InvalidConfiguration(
          IN_FLIGHT.name(), Integer.toString(inFlight), "must be between 1 and " + MAX_IN_FLIGHT);
    }
    if (drain.isNegative()) {
      throw new InvalidConfiguration(DRAIN.name(), drain.toString(), "must not be negative");
    }
  }

  /** Reads and checks the settings. */
  public static WorkerConfig from(Settings settings) {
    return new WorkerConfig(settings.get(IN_FLIGHT), settings.get(DRAIN));
  }
}
