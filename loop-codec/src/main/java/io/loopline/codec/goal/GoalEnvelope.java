package io.loopline.codec.goal;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Producer;
import java.time.Instant;

/**
 * What an event says about itself and not about the goal. Immutable.
 *
 * @param eventId unique id of the event
 * @param occurredAt when it was made
 * @param producer who made it
 */
public record GoalEnvelope(String eventId, Instant occurredAt, Producer producer) {
  public GoalEnvelope {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(producer, "producer is null");
  }
}
