package io.loopline.codec;

import io.loopline.core.ActionSlot;
import io.loopline.core.ActionStatus;
import io.loopline.core.EffectClass;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.state.ActionEffect;
import io.loopline.state.ActionSlotRecord;
import java.util.List;
import java.util.stream.IntStream;

/** The actions of the plan under way, within the stored loop. */
final class ActionSlotCodec {
  private ActionSlotCodec() {}

  static List<ActionSlotRecord> encode(List<ActionSlot> slots) {
    return slots.stream().map(ActionSlotCodec::encode).toList();
  }

  static List<ActionSlot> decode(String loopId, List<ActionSlotRecord> slots, int iteration) {
    return IntStream.range(0, slots.size())
        .mapToObj(index ->
            new ActionSlot(
                slots.get(index).getTool(),
                Symbols.translate(slots.get(index).getEffect(), EffectClass.class),
                slots.get(index).getParallel(),
                FamilyCodec.decode(slots.get(index).getSpawn()),
                status(loopId, slots.get(index), iteration, index)))
        .toList();
  }

  static ActionSlotRecord encode(ActionSlot slot) {
    ActionSlotRecord.Builder stored =
        ActionSlotRecord.newBuilder()
            .setTool(slot.tool())
            .setEffect(Symbols.translate(slot.effect(), ActionEffect.class))
            .setReconcile(false)
            .setParallel(slot.parallel())
            .setSpawn(FamilyCodec.encode(slot.spawn()))
            .setAttempt(0)
            .setOk(false)
            .setSequence(0);
    switch (slot.status()) {
      case ActionStatus.Pending _ -> stored.setStatus(io.loopline.state.ActionStatus.PENDING);
      case ActionStatus.Running running ->
          stored
              .setStatus(io.loopline.state.ActionStatus.RUNNING)
              .setPending(PhaseCodec.pending(running.pending()));
      case ActionStatus.Granted granted ->
          stored
              .setStatus(io.loopline.state.ActionStatus.GRANTED)
              .setPending(PhaseCodec.pending(granted.pending()))
              .setClaimant(granted.claimant());
      case ActionStatus.Reconciling asking ->
          stored
              .setStatus(io.loopline.state.ActionStatus.RECONCILING)
              .setPending(PhaseCodec.pending(asking.pending()));
      case ActionStatus.Undecided undecided ->
          stored
              .setStatus(io.loopline.state.ActionStatus.UNDECIDED)
              .setAttempt(undecided.request().attempt());
      case ActionStatus.Joining joining ->
          stored.setStatus(io.loopline.state.ActionStatus.JOINING).setUntil(joining.until());
      case ActionStatus.BackingOff backingOff ->
          stored
              .setStatus(io.loopline.state.ActionStatus.BACKING_OFF)
              .setReconcile(backingOff.reconcile())
              .setAttempt(backingOff.next().attempt())
              .setUntil(backingOff.until());
      case ActionStatus.Observed observed ->
          stored
              .setStatus(io.loopline.state.ActionStatus.OBSERVED)
              .setOk(observed.ok())
              .setSequence(observed.sequence())
              .setLeft(WorkspaceCodec.encode(observed.left()));
    }
    return stored.build();
  }

  static ActionStatus status(String loopId, ActionSlotRecord stored, int iteration, int index) {
    return switch (stored.getStatus()) {
      case PENDING -> new ActionStatus.Pending();
      case RUNNING -> new ActionStatus.Running(PhaseCodec.pending(loopId, stored.getPending()));
      case BACKING_OFF ->
          new ActionStatus.BackingOff(
              new RequestId(loopId, iteration, Step.ACT, index, stored.getAttempt()),
              stored.getUntil(),
              stored.getReconcile());
      case GRANTED ->
          new ActionStatus.Granted(
              PhaseCodec.pending(loopId, stored.getPending()), stored.getClaimant());
      case RECONCILING ->
          new ActionStatus.Reconciling(PhaseCodec.pending(loopId, stored.getPending()));
      case UNDECIDED ->
          new ActionStatus.Undecided(
              new RequestId(loopId, iteration, Step.ACT, index, stored.getAttempt()));
      case JOINING ->
          new ActionStatus.Joining(
              new RequestId(loopId, iteration, Step.ACT, index, 1), stored.getUntil());
      case OBSERVED ->
          new ActionStatus.Observed(
              stored.getOk(), stored.getSequence(), WorkspaceCodec.decode(stored.getLeft()));
      case UNRECOGNIZED -> throw new UnrecognizedContent("stored action of a newer version");
    };
  }
}
