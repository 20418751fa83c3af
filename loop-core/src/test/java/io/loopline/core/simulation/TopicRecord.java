package io.loopline.core.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic.
 *
 * @param stamp order of writing over all topics
 * @param writtenAt true time
 * @param key record key
 * @param cause the record it was made from; null when it came from outside or from a timer
 * @param output place among the outputs of a decision; null when it is none
 * @param transaction transaction it was written in; 0 for none
 */
public record TopicRecord(
    Coordinates at,
    long stamp,
    Instant writtenAt,
    String key,
    Message message,
    @Nullable Coordinates cause,
    @Nullable Output output,
    long transaction) {

  /** Place among the outputs of one decision. */
  public record Output(String loopId, long sequence, int index, int count) {}

  public TopicRecord withMessage(Message other) {
    return new TopicRecord(at, stamp, writtenAt, key, other, cause, output, transaction);
  }

  public TopicRecord withKey(String other) {
    return new TopicRecord(at, stamp, writtenAt, other, message, cause, output, transaction);
  }

  public TopicRecord withPartition(int other) {
    Coordinates moved = new Coordinates(at.topic(), other, at.offset() + 1_000_000);
    return new TopicRecord(moved, stamp, writtenAt, key, message, cause, output, transaction);
  }
}
