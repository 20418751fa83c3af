package io.loopline.codec;

import io.loopline.core.Effect;
import io.loopline.event.SignalKind;
import io.loopline.event.WorkerSignal;

/** The controller's word to the workers as an event. */
final class SignalEvent {
  private SignalEvent() {}

  static WorkerSignal encode(Effect.SignalWorkers effect, Envelope envelope) {
    return new WorkerSignal(
        envelope.eventId(),
        envelope.loopId(),
        envelope.at(),
        envelope.producer(),
        envelope.decision(),
        Symbols.translate(effect.kind(), SignalKind.class),
        effect.request().toString(),
        effect.claimant());
  }
}
