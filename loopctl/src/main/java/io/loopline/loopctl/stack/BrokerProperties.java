package io.loopline.loopctl.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server properties of the one broker of a local stack. */
public final class BrokerProperties {
  private BrokerProperties() {}

  static String text(StackPorts ports, Path logDirectory) {
    return values(ports, logDirectory).entrySet().stream()
        // a backslash would be an escape in a properties file
        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, String> values(StackPorts ports, Path logDirectory) {
    String broker = "BROKER://127.0.0.1:" + ports.broker();
    Map<String, String> values = new TreeMap<>(behaviour());
    values.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + ports.controller(),
            "listeners", broker + ",CONTROLLER://127.0.0.1:" + ports.controller(),
            "advertised.listeners", broker,
            "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "BROKER",
            "controller.listener.names", "CONTROLLER",
            "log.dirs", logDirectory.toString()));
    return values;
  }

  /**
   * What does not depend on where the broker runs; a single broker in a container behaves like the
   * local one with it.
   */
  public static Map<String, String> behaviour() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        // A killed broker may come back at once, not only when its old session has run out.
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        // A killed service is noticed, and its open transaction aborted, in seconds.
        Map.entry("group.min.session.timeout.ms", "1000"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        // A transaction that follows another at once waits for the markers of the first; the
        // default looks again only after 20 ms, longer than a whole transaction takes here.
        Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
        // One user, one machine: few threads and small buffers.
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.threads", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));
  }
}
