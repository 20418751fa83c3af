package io.loopline.codec;

import io.loopline.core.Caps;
import io.loopline.core.PendingStep;
import io.loopline.core.Phase;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.StopReason;
import io.loopline.event.LoopPhase;
import io.loopline.state.PendingRecord;
import io.loopline.state.PhaseKind;
import io.loopline.state.PhaseRecord;
import java.util.List;

/** The phase within the stored loop, and its name in events. */
public final class PhaseCodec {
  private PhaseCodec() {}

  /** The name of a live phase. */
  public static LoopPhase name(Phase phase) {
    return switch (phase) {
      case Phase.Queued _ -> LoopPhase.QUEUED;
      case Phase.Planning _ -> LoopPhase.PLANNING;
      case Phase.Executing _ -> LoopPhase.EXECUTING;
      case Phase.Verifying _ -> LoopPhase.VERIFYING;
      case Phase.BackingOff _ -> LoopPhase.BACKING_OFF;
      case Phase.Closing _ -> LoopPhase.CLOSING;
      case Phase.AwaitingApproval _ -> LoopPhase.AWAITING_APPROVAL;
      case Phase.Paused _ -> LoopPhase.PAUSED;
    };
  }

  static PhaseRecord encode(Phase phase) {
    // what a phase has not is said here: looking up and copying a default costs more than the rest
    PhaseRecord.Builder stored =
        PhaseRecord.newBuilder()
            .setActions(List.of())
            .setPlanSequence(0)
            .setObservations(List.of())
            .setPlannedActions(0)
            .setAttempt(0)
            .setMergeIndex(0)
            .setPermits(0)
            .setPaused(phase instanceof Phase.Paused);
    put(phase instanceof Phase.Paused(Phase left) ? left : phase, stored);
    return stored.build();
  }

  private static void put(Phase phase, PhaseRecord.Builder stored) {
    switch (phase) {
      case Phase.Queued queued ->
          stored.setKind(PhaseKind.QUEUED).setPermits(queued.held()).setUntil(queued.until());
      case Phase.Planning planning ->
          stored.setKind(PhaseKind.PLANNING).setPending(pending(planning.pending()));
      case Phase.Executing executing ->
          stored
              .setKind(PhaseKind.EXECUTING)
              .setActions(ActionSlotCodec.encode(executing.actions()))
              .setPlanSequence(executing.planSequence())
              .setMerge(MergeCodec.encode(executing.merge()))
              .setMergeIndex(MergeCodec.index(executing.merge()));
      case Phase.Verifying verifying ->
          stored
              .setKind(PhaseKind.VERIFYING)
              .setPending(pending(verifying.pending()))
              .setObservations(verifying.observations())
              .setPlannedActions(verifying.plannedActions());
      case Phase.BackingOff backingOff ->
          stored
              .setKind(PhaseKind.BACKING_OFF)
              .setStep(Symbols.translate(backingOff.next().step(), io.loopline.event.Step.class))
              .setAttempt(backingOff.next().attempt())
              .setUntil(backingOff.until())
              .setObservations(backingOff.observations())
              .setPlannedActions(backingOff.plannedActions());
      case Phase.Closing closing ->
          stored
              .setKind(PhaseKind.CLOSING)
              .setStopReason(
                  Symbols.translate(closing.reason(), io.loopline.event.StopReason.class))
              .setMessage(closing.message())
              .setUntil(closing.until());
      case Phase.AwaitingApproval waiting ->
          stored
              .setKind(PhaseKind.AWAITING_APPROVAL)
              .setActions(ActionSlotCodec.encode(waiting.plan().actions()))
              .setPlanSequence(waiting.plan().planSequence())
              .setUntil(waiting.expiresAt());
      case Phase.Paused _ -> throw new IllegalStateException("bug: paused within paused");
    }
  }

  static Phase decode(String loopId, PhaseRecord stored, int iteration) {
    Phase phase = unpaused(loopId, stored, iteration);
    return stored.getPaused() ? new Phase.Paused(phase) : phase;
  }

  private static Phase unpaused(String loopId, PhaseRecord stored, int iteration) {
    return switch (stored.getKind()) {
      case QUEUED -> new Phase.Queued(stored.getPermits(), stored.getUntil());
      case PLANNING -> new Phase.Planning(pending(loopId, stored.getPending()));
      case EXECUTING -> plan(loopId, stored, iteration);
      case AWAITING_APPROVAL ->
          new Phase.AwaitingApproval(plan(loopId, stored, iteration), stored.getUntil());
      case VERIFYING ->
          new Phase.Verifying(
              pending(loopId, stored.getPending()),
              stored.getObservations(),
              stored.getPlannedActions());
      case BACKING_OFF ->
          new Phase.BackingOff(
              new RequestId(
                  loopId,
                  iteration,
                  Symbols.translate(stored.getStep(), Step.class),
                  0,
                  stored.getAttempt()),
              stored.getUntil(),
              stored.getObservations(),
              stored.getPlannedActions());
      case CLOSING ->
          new Phase.Closing(
              Symbols.translate(stored.getStopReason(), StopReason.class),
              stored.getMessage(),
              stored.getUntil());
      case UNRECOGNIZED -> throw new UnrecognizedContent("stored phase of a newer version");
    };
  }

  private static Phase.Executing plan(String loopId, PhaseRecord stored, int iteration) {
    return new Phase.Executing(
        ActionSlotCodec.decode(loopId, stored.getActions(), iteration),
        stored.getPlanSequence(),
        MergeCodec.decode(loopId, stored, iteration));
  }

  static PendingRecord pending(PendingStep pending) {
    RequestId request = pending.request();
    Caps caps = pending.caps();
    return new PendingRecord(
        request.iteration(),
        Symbols.translate(request.step(), io.loopline.event.Step.class),
        request.index(),
        request.attempt(),
        pending.deadline(),
        caps.inputTokens(),
        caps.outputTokens(),
        caps.cost(),
        caps.window());
  }

  static PendingStep pending(String loopId, PendingRecord stored) {
    return new PendingStep(
        new RequestId(
            loopId,
            stored.getIteration(),
            Symbols.translate(stored.getStep(), Step.class),
            stored.getIndex(),
            stored.getAttempt()),
        stored.getDeadline(),
        new Caps(
            stored.getInputTokens(),
            stored.getOutputTokens(),
            stored.getCostMicroUsd(),
            stored.getWindowTokens()));
  }
}
