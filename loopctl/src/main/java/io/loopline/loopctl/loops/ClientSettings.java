package io.loopline.loopctl.loops;

import java.time.Duration;
import java.util.Map;

/**
 * Kafka client settings of the command line: a person waits, so everything gives up after seconds.
 * Constants only.
 */
final class ClientSettings {

  /** How long a single call to the broker may take. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private ClientSettings() {}

  /** Readers see committed records only, and have no group: they assign partitions and seek. */
  static Map<String, Object> reader(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "client.id", "loopctl",
        "isolation.level", "read_committed",
        "enable.auto.commit", "false",
        "auto.offset.reset", "earliest",
        "allow.auto.create.topics", "false",
        "request.timeout.ms", "4000",
        "default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
  }

  static Map<String, Object> writer(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "client.id", "loopctl",
        "acks", "all",
        "enable.idempotence", "true",
        "compression.type", "none",
        "max.block.ms", Long.toString(PATIENCE.toMillis()),
        "request.timeout.ms", "4000",
        "delivery.timeout.ms", "10000");
  }
}
