package io.loopline.loopctl.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.stack.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as JSON for programs; every name says its unit. Pure. */
final class BenchJson {
  private BenchJson() {}

  static ObjectNode of(BenchReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("machine", report.machine());
    ObjectNode settings = root.putObject("settings");
    report.settings().forEach(settings::put);
    ArrayNode loads = root.putArray("loads");
    report.loads().forEach(load -> loads.add(load(load)));
    ObjectNode resident = root.putObject("resident_kib");
    report.residentKib().forEach((part, kib) -> resident.put(part.id(), kib));
    root.set("idle", idle(report.idle()));
    root.set("recovery", recovery(report.recovery()));
    ArrayNode curve = root.putArray("curve");
    for (CurvePoint point : report.curve()) {
      ObjectNode node =
          curve
              .addObject()
              .put("commit_interval_ms", point.commitIntervalMs())
              .put("poll_ms", point.pollMs());
      ArrayNode runs = node.putArray("runs");
      point.runs().forEach(run -> runs.add(throughput(run)));
    }
    return root;
  }

  private static ObjectNode load(Measured load) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("loopline", throughput(load.engine()));
    putRelay(node, "relay", load, load.plain());
    putRelay(node, "relay_transactional", load, load.transactional());
    node.put("record_bytes", load.payloadBytes());
    node.putObject("bytes_per_iteration")
        .put("events", load.bytes().events())
        .put("changelogs", load.bytes().changelogs())
        .put("other", load.bytes().other());
    return node;
  }

  private static void putRelay(
      ObjectNode node, String name, Measured load, @Nullable Throughput relay) {
    if (relay != null) {
      node.set(
          name,
          throughput(relay)
              .put("loopline_rate_ratio", load.rateOver(relay))
              .put("loopline_p50_ratio", load.timeOver(relay)));
    }
  }

  private static ObjectNode throughput(Throughput run) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("loops", run.load().loops())
        .put("iterations_each", run.load().iterations())
        .put("iterations_per_second", run.iterationsPerSecond())
        .put("p50_ms", run.iteration().p50Ms())
        .put("p99_ms", run.iteration().p99Ms());
  }

  private static ObjectNode idle(Idle idle) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("seconds", idle.span().toMillis() / 1e3)
            .put("transactions_per_second", idle.transactionsPerSecond());
    ObjectNode cpu = node.putObject("cpu_cores");
    for (Map.Entry<Part, Double> share : idle.cpuShares().entrySet()) {
      cpu.put(share.getKey().id(), share.getValue());
    }
    return node;
  }

  private static ObjectNode recovery(Recovery recovery) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("loops", recovery.load().loops())
        .put("iterations_each", recovery.load().iterations())
        .put("ready_seconds", recovery.toReady().toMillis() / 1e3)
        .put("next_decision_seconds", recovery.toDecision().toMillis() / 1e3);
  }
}
