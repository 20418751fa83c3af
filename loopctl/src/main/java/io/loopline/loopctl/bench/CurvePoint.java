package io.loopline.loopctl.bench;

import java.util.List;

/**
 * The loads with one pair of controller settings.
 *
 * @param commitIntervalMs {@code loopline.controller.commit-interval}, milliseconds
 * @param pollMs {@code loopline.controller.poll}, milliseconds
 * @param runs one for each load
 */
record CurvePoint(int commitIntervalMs, int pollMs, List<Throughput> runs) {
  CurvePoint {
    runs = List.copyOf(runs);
  }
}
