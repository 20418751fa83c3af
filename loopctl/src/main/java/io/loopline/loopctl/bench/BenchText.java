package io.loopline.loopctl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report as tables for people. Pure. */
final class BenchText {
  private BenchText() {}

  static List<String> of(BenchReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.machine());
    report.settings().forEach((name, value) -> lines.add(name + " = " + value));
    lines.add("");
    lines.add(columns("", "loops", "each", "iterations/s", "p50 ms", "p99 ms", ""));
    report.loads().forEach(load -> lines.addAll(load(load)));
    lines.add("");
    report.loads().forEach(load -> lines.add(bytes(load)));
    lines.add("");
    lines.add("memory     " + join(report.residentKib(), kib -> kib / 1024 + " MiB"));
    lines.add(
        "idle CPU   " + join(report.idle().cpuShares(), share -> "%.1f %%".formatted(share * 100)));
    lines.add(
        "idle       %.2f transactions/s over %d s"
            .formatted(report.idle().transactionsPerSecond(), report.idle().span().toSeconds()));
    lines.add(recovery(report.recovery()));
    lines.addAll(curve(report.curve()));
    return lines;
  }

  private static List<String> load(Measured load) {
    List<String> lines = new ArrayList<>();
    lines.add(row("Loopline", load.engine(), ""));
    Throughput plain = load.plain();
    if (plain != null) {
      lines.add(row("bare relay", plain, ratios(load, plain)));
    }
    Throughput transactional = load.transactional();
    if (transactional != null) {
      lines.add(row("relay, transactional", transactional, ratios(load, transactional)));
    }
    return lines;
  }

  private static String row(String name, Throughput run, String remark) {
    return columns(
        name,
        Integer.toString(run.load().loops()),
        Integer.toString(run.load().iterations()),
        "%,.0f".formatted(run.iterationsPerSecond()),
        "%.1f".formatted(run.iteration().p50Ms()),
        "%.1f".formatted(run.iteration().p99Ms()),
        remark);
  }

  private static String columns(String... cells) {
    return String.format("%-22s %6s %6s %12s %9s %9s   %s", (Object[]) cells).stripTrailing();
  }

  private static String ratios(Measured load, Throughput relay) {
    return "Loopline: %.2f x its rate, %.2f x its median time"
        .formatted(load.rateOver(relay), load.timeOver(relay));
  }

  private static String bytes(Measured load) {
    BytesPerIteration bytes = load.bytes();
    return "%d loops: per iteration %,d bytes of events, %,d of changelogs, %,d of Kafka's own; %,d in a record"
        .formatted(
            load.engine().load().loops(),
            bytes.events(),
            bytes.changelogs(),
            bytes.other(),
            load.payloadBytes());
  }

  private static String recovery(Recovery recovery) {
    return "kill -9    %d loops running: planner ready %.1f s after its start, next decision %.1f s after the kill; every loop ended as it must"
        .formatted(
            recovery.load().loops(),
            recovery.toReady().toMillis() / 1e3,
            recovery.toDecision().toMillis() / 1e3);
  }

  private static List<String> curve(List<CurvePoint> points) {
    List<String> lines = new ArrayList<>();
    for (CurvePoint point : points) {
      String runs =
          point.runs().stream()
              .map(run ->
                  "%d loops %,.0f/s p50 %.1f ms"
                      .formatted(
                          run.load().loops(), run.iterationsPerSecond(), run.iteration().p50Ms()))
              .collect(Collectors.joining("; "));
      lines.add(
          "commit %d ms, poll %d ms: %s".formatted(point.commitIntervalMs(), point.pollMs(), runs));
    }
    return lines;
  }

  private static <K extends Enum<K>, V> String join(Map<K, V> byPart, Function<V, String> text) {
    return byPart.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            entry.getKey().name().toLowerCase(Locale.ROOT) + " " + text.apply(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
