package io.loopline.planner.memory;

import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.util.List;

/**
 * How much is remembered here.
 *
 * @param enabled whether anything is ({@code loopline.memory.enabled})
 * @param facts facts kept for recall ({@code loopline.memory.facts})
 * @param results results of ended loops kept for recall ({@code loopline.memory.results})
 * @param threads texts embedded at once ({@code loopline.memory.threads})
 */
public record MemoryConfig(boolean enabled, int facts, int results, int threads) {
  private static final Setting<Boolean> ENABLED =
      Setting.flag(
          "loopline.memory.enabled",
          true,
          "whether planners recall and remember; goals with memory fail without");
  private static final Setting<Integer> FACTS =
      Setting.integer(
          "loopline.memory.facts",
          10_000,
          1,
          1_000_000,
          "facts kept in memory, about 3 KiB each; beyond it the oldest are not recalled");
  private static final Setting<Integer> RESULTS =
      Setting.integer(
          "loopline.memory.results",
          500,
          0,
          1_000_000,
          "results of ended loops with labels kept in memory, about 4 KiB each");
  private static final Setting<Integer> THREADS =
      Setting.integer(
          "loopline.memory.threads", 1, 1, 64, "threads that compute embeddings, one text each");

  /** What {@link #from} reads. */
  public static final List<Setting<?>> SETTINGS = List.of(ENABLED, FACTS, RESULTS, THREADS);

  /** The configuration of the settings. */
  public static MemoryConfig from(Settings settings) {
    return new MemoryConfig(
        settings.get(ENABLED), settings.get(FACTS), settings.get(RESULTS), settings.get(THREADS));
  }
}
