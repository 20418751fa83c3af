package io.loopline.planner.controller;

import io.loopline.service.Settings;
import java.time.Duration;

/**
 * Settings of the controller.
 *
 * @param commitInterval how often decisions become visible; shorter answers sooner, longer batches
 *     more ({@code loopline.controller.commit-interval})
 * @param poll longest wait for input in one round ({@code loopline.controller.poll})
 * @param threads stream threads ({@code loopline.controller.threads})
 * @param standbys warm copies of the state on other instances ({@code
 *     loopline.controller.standbys})
 */
public record ControllerConfig(Duration commitInterval, Duration poll, int threads, int standbys) {

  public static ControllerConfig from(Settings settings) {
    return new ControllerConfig(
        settings.duration("loopline.controller.commit-interval", Duration.ofMillis(20)),
        settings.duration("loopline.controller.poll", Duration.ofMillis(5)),
        settings.integer("loopline.controller.threads", 1, 1, 64),
        settings.integer("loopline.controller.standbys", 0, 0, 8));
  }
}
