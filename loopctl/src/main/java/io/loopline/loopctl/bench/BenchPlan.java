package io.loopline.loopctl.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a bench measures.
 *
 * @param warmUps most runs before the first load; fewer when the rate no longer rises
 * @param loads measured one after the other, each as often as {@code repeat} says
 * @param repeat runs of each load; the one with the median rate is reported
 * @param relay whether the bare relay is measured beside each run
 * @param curve whether commit interval and poll are varied as well
 * @param idle how long the idle stack is watched
 * @param recovery load under which the planner is killed
 */
record BenchPlan(
    int warmUps,
    List<Load> loads,
    int repeat,
    boolean relay,
    boolean curve,
    Duration idle,
    Load recovery) {
  BenchPlan {
    if (warmUps < 0) {
      throw new IllegalArgumentException("warm-ups must be at least 0: " + warmUps);
    }
    loads = List.copyOf(loads);
    if (loads.isEmpty()) {
      throw new IllegalArgumentException("no loads");
    }
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat must be at least 1: " + repeat);
    }
  }
}
