package io.loopline.core.simulation;

import org.jspecify.annotations.Nullable;

/** A record about to be written; see {@link TopicRecord}. */
record Outgoing(
    Topic topic,
    int partition,
    String key,
    Message message,
    @Nullable Coordinates cause,
    TopicRecord.@Nullable Output output) {

  /** To the partition of a loop. */
  static Outgoing toLoop(Topic topic, String loopId, Message message, @Nullable Coordinates cause) {
    return new Outgoing(topic, Broker.partitionOf(loopId), loopId, message, cause, null);
  }

  Outgoing as(TopicRecord.Output place) {
    return new Outgoing(topic, partition, key, message, cause, place);
  }
}
