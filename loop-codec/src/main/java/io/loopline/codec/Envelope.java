package io.loopline.codec;

import io.loopline.event.DecisionRef;
import io.loopline.event.Producer;
import java.time.Instant;

/** What every event of a decision carries. */
record Envelope(String loopId, Instant at, Producer producer, DecisionRef decision) {
  /** Derived, so that a repeated decision gives the same ids. */
  String eventId() {
    return decision.getDecisionId() + "/" + decision.getOutputIndex();
  }
}
