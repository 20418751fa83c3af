package io.loopline.planner.controller;

import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the controller.
 *
 * @param commitInterval how often a busy controller commits ({@code
 *     loopline.controller.commit-interval})
 * @param commitWhenQuiet whether a quiet one commits at once, not only by the interval ({@code
 *     loopline.controller.commit-when-quiet})
 * @param poll longest wait for input in one round ({@code loopline.controller.poll})
 * @param threads stream threads ({@code loopline.controller.threads})
 * @param standbys warm copies of the state on other instances ({@code
 *     loopline.controller.standbys})
 * @param concurrency how many loops of a label may run at once ({@code
 *     loopline.controller.concurrency-limits})
 */
public record ControllerConfig(
    Duration commitInterval,
    boolean commitWhenQuiet,
    Duration poll,
    int threads,
    int standbys,
    ConcurrencyLimits concurrency) {

  private static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "loopline.controller.commit-interval",
          Duration.ofMillis(50),
          "how often a busy controller commits");
  private static final Setting<Boolean> COMMIT_WHEN_QUIET =
      Setting.flag(
          "loopline.controller.commit-when-quiet",
          true,
          "whether a quiet controller commits at once, not only by the interval");
  private static final Setting<Duration> POLL =
      Setting.duration(
          "loopline.controller.poll",
          Duration.ofMillis(5),
          "longest wait for input in one round of the controller");
  private static final Setting<Integer> THREADS =
      Setting.integer("loopline.controller.threads", 1, 1, 64, "stream threads");
  private static final Setting<Integer> STANDBYS =
      Setting.integer(
          "loopline.controller.standbys", 0, 0, 8, "warm copies of the state on other instances");

  /** What {@link #from} reads. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          COMMIT_INTERVAL, COMMIT_WHEN_QUIET, POLL, THREADS, STANDBYS, ConcurrencyLimits.SETTING);

  public static ControllerConfig from(Settings settings) {
    return new ControllerConfig(
        settings.get(COMMIT_INTERVAL),
        settings.get(COMMIT_WHEN_QUIET),
        settings.get(POLL),
        settings.get(THREADS),
        settings.get(STANDBYS),
        ConcurrencyLimits.from(settings));
  }
}
