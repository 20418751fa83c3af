package io.loopline.codec;

import io.loopline.event.PermitRequest;
import io.loopline.event.PermitRequestKind;

/** What a loop wants of the limiter as an event. */
final class PermitEvent {
  private PermitEvent() {}

  static PermitRequest encode(PermitRequestKind kind, String label, Envelope envelope) {
    return new PermitRequest(
        envelope.eventId(),
        envelope.loopId(),
        envelope.at(),
        envelope.producer(),
        envelope.decision(),
        kind,
        label);
  }
}
