package io.loopline.codec;

import io.loopline.core.CanonicalBytes;
import io.loopline.core.Effect;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.Transition;
import io.loopline.event.Disposition;
import io.loopline.event.EffectRef;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import java.util.List;

/** The audit record of a decision. */
final class TransitionEvent {
  private static final int NOTE_CHARACTERS = 4_000;

  private TransitionEvent() {}

  static LoopTransition encode(Decision decision, List<EffectRef> effects, Envelope envelope) {
    Transition transition = decision.transition();
    LoopTransition.Builder event =
        LoopTransition.newBuilder()
            .setEventId(envelope.eventId())
            .setLoopId(envelope.loopId())
            .setOccurredAt(envelope.at())
            .setProducer(envelope.producer())
            .setDecision(envelope.decision())
            .setSequence(decision.sequence())
            .setCause(decision.cause())
            .setAt(decision.at())
            .setMachineVersion(LoopMachine.VERSION)
            .setDisposition(Symbols.translate(transition.disposition(), Disposition.class))
            .setNote(clip(transition.note()))
            .setPhaseBefore(phase(decision.before()))
            .setPhaseAfter(phase(transition.next()))
            .setScore(transition.score())
            .setThresholds(transition.thresholds())
            .setChanges(transition.changes())
            .setEffects(effects)
            .setStateHash(CanonicalBytes.sha256((Record) transition.next()));
    switch (transition.next()) {
      case LoopState.Live live ->
          event
              .setIteration(live.iteration())
              .setAttempt(attempt(live.phase()))
              .setLedger(LedgerCodec.encode(live.ledger()));
      case LoopState.Terminated ended -> ended(event, transition, ended);
      case LoopState.Absent _ -> throw new IllegalStateException("bug: no transition to absent");
    }
    return event.build();
  }

  /** The last transition has the final ledger, outcome and stop reason; later notes do not. */
  private static void ended(
      LoopTransition.Builder event, Transition transition, LoopState.Terminated ended) {
    event.setIteration(0).setLedger(List.of());
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.EmitResult result) {
        event
            .setIteration(result.iterations())
            .setLedger(LedgerCodec.encode(result.ledger()))
            .setOutcome(Symbols.translate(ended.stopReason().outcome(), Outcome.class))
            .setStopReason(Symbols.translate(ended.stopReason(), StopReason.class));
      }
    }
  }

  private static LoopPhase phase(LoopState state) {
    return switch (state) {
      case LoopState.Absent _ -> LoopPhase.ABSENT;
      case LoopState.Live live -> PhaseCodec.name(live.phase());
      case LoopState.Terminated _ -> LoopPhase.TERMINATED;
    };
  }

  private static int attempt(Phase phase) {
    return switch (phase) {
      case Phase.Planning planning -> planning.pending().request().attempt();
      case Phase.Verifying verifying -> verifying.pending().request().attempt();
      case Phase.BackingOff backingOff -> backingOff.next().attempt();
      case Phase.Queued _, Phase.Executing _, Phase.Closing _, Phase.AwaitingApproval _ -> 0;
      case Phase.Paused(Phase left) -> attempt(left);
    };
  }

  static String clip(String note) {
    return note.length() <= NOTE_CHARACTERS ? note : note.substring(0, NOTE_CHARACTERS) + "…";
  }
}
