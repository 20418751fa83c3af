package io.loopline.codec;

import io.loopline.core.ActionSlot;
import io.loopline.core.ActionStatus;
import io.loopline.core.Effect;
import io.loopline.core.EffectClass;
import io.loopline.core.LoopEvent;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.MergeConflict;
import io.loopline.event.MergeSource;
import io.loopline.state.ActionSlotRecord;
import io.loopline.state.PhaseRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merging what parallel actions left: its request, its answer, and its place in the stored loop.
 */
final class MergeCodec {
  private static final String NAME = "merge";

  private MergeCodec() {}

  /** Makes a request of an action one for a merge. */
  static ActionRequest.Builder into(ActionRequest.Builder request, Effect.RequestMerge effect) {
    return request
        .setAction(new ActionSpec(NAME, NAME, "{}", false, false))
        .setMerge(
            effect.sources().stream()
                .map(source ->
                    new MergeSource(source.index(), WorkspaceCodec.encode(source.workspace())))
                .toList());
  }

  static List<LoopEvent.Conflict> conflicts(List<MergeConflict> conflicts) {
    return conflicts.stream()
        .map(each -> new LoopEvent.Conflict(each.getIndex(), each.getWith(), each.getPath()))
        .toList();
  }

  static @Nullable ActionSlotRecord encode(@Nullable ActionStatus status) {
    return status == null
        ? null
        : ActionSlotCodec.encode(new ActionSlot(NAME, EffectClass.PURE, false, null, status));
  }

  /** The request index of a merge; 0 when there is none. */
  static int index(@Nullable ActionStatus status) {
    if (status instanceof ActionStatus.Running running) {
      return running.pending().request().index();
    }
    return status instanceof ActionStatus.BackingOff waiting ? waiting.next().index() : 0;
  }

  static @Nullable ActionStatus decode(String loopId, PhaseRecord stored, int iteration) {
    return stored.getMerge() == null
        ? null
        : ActionSlotCodec.status(loopId, stored.getMerge(), iteration, stored.getMergeIndex());
  }
}
