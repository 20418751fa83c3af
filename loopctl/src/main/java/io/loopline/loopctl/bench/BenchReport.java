package io.loopline.loopctl.bench;

import io.loopline.loopctl.stack.Part;
import java.util.List;
import java.util.Map;

/**
 * All figures of one bench.
 *
 * @param machine processors, memory and JVM, in words
 * @param settings settings given to the services, by property
 * @param loads one for each load
 * @param residentKib memory of each part after the loads
 * @param idle the stack with nothing to do
 * @param recovery the planner killed under load
 * @param curve empty when it was not asked for
 */
record BenchReport(
    String machine,
    Map<String, String> settings,
    List<Measured> loads,
    Map<Part, Long> residentKib,
    Idle idle,
    Recovery recovery,
    List<CurvePoint> curve) {
  BenchReport {
    settings = Map.copyOf(settings);
    loads = List.copyOf(loads);
    residentKib = Map.copyOf(residentKib);
    curve = List.copyOf(curve);
  }

  /** This machine, as far as the JVM sees it. */
  static String thisMachine() {
    Runtime runtime = Runtime.getRuntime();
    return "%d processors, %s, JDK %s, kernel %s"
        .formatted(
            runtime.availableProcessors(),
            System.getProperty("os.arch"),
            Runtime.version(),
            System.getProperty("os.version"));
  }
}
