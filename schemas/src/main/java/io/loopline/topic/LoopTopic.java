package io.loopline.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue: its name and the one record type it carries. Immutable.
 *
 * @param name topic name, such as {@code loop.goals}
 * @param type generated class of the record value
 * @param cleanup what happens to old records
 * @param retention how long a record is kept at least; for a compacted topic, how long the marker
 *     of a deleted key stays readable
 * @param route key, writers and readers
 */
public record LoopTopic<T extends SpecificRecord>(
    String name, Class<T> type, Cleanup cleanup, Duration retention, Route route) {

  public LoopTopic {
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(name + ": retention must be positive: " + retention);
    }
  }

  /** Schema of the record value, as generated into the class. */
  public Schema schema() {
    return SpecificData.get().getSchema(type);
  }

  /** Subject of the value schema at the registry (TopicNameStrategy). */
  public String subject() {
    return name + "-value";
  }

  /**
   * Topic-level Kafka settings. Partition count, replication factor and {@code min.insync.replicas}
   * belong to the deployment and are not part of it.
   */
  public Map<String, String> settings() {
    String kept = Long.toString(retention.toMillis());
    return Map.of(
        "cleanup.policy",
        cleanup.policy(),
        cleanup == Cleanup.COMPACT ? "delete.retention.ms" : "retention.ms",
        kept,
        "max.message.bytes",
        Integer.toString(LoopTopics.MAX_BATCH_BYTES),
        // the broker's clock: a producer's clock cannot age or preserve records
        "message.timestamp.type",
        "LogAppendTime");
  }
}
