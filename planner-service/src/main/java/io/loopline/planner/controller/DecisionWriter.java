package io.loopline.planner.controller;

import io.loopline.core.Effect;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Writes prepared decisions: stores first, then records. Used by its stream thread only. */
final class DecisionWriter {
  private final ProcessorContext<byte[], byte[]> context;
  private final LoopRows rows;
  private final Timers timers;

  DecisionWriter(ProcessorContext<byte[], byte[]> context, LoopRows rows, Timers timers) {
    this.context = context;
    this.rows = rows;
    this.timers = timers;
  }

  void write(Prepared prepared) {
    String loopId = prepared.loopId();
    for (Effect effect : prepared.transition().effects()) {
      apply(loopId, effect, prepared.data());
    }
    rows.putState(loopId, prepared.transition().next(), prepared.state());
    prepared.outputs().outputs().forEach(output -> context.forward(output.record(), output.sink()));
  }

  private void apply(String loopId, Effect effect, StoredLoopData data) {
    switch (effect) {
      case Effect.KeepGoal _ -> rows.putGoal(loopId, data.goal());
      case Effect.AppendContext append -> rows.putEntry(loopId, data.row(append.sequence()));
      case Effect.AppendObservation append -> rows.putEntry(loopId, data.row(append.sequence()));
      case Effect.AppendNote note -> rows.putEntry(loopId, data.row(note.sequence()));
      case Effect.Compact compact -> rows.putEntry(loopId, data.row(compact.sequence()));
      case Effect.EvictContext evict -> deleteEntries(loopId, evict.sequences());
      case Effect.DropLoopData drop -> {
        deleteEntries(loopId, drop.context());
        rows.deleteGoal(loopId);
      }
      case Effect.ArmTimer timer -> timers.arm(timer.dueAt(), loopId);
      case Effect.CancelTimer timer -> timers.cancel(timer.dueAt(), loopId);
      case Effect.RequestPlan _,
          Effect.RequestAction _,
          Effect.RequestVerify _,
          Effect.RequestMerge _,
          Effect.SignalWorkers _,
          Effect.SpawnChild _,
          Effect.AcquirePermit _,
          Effect.ReleasePermit _,
          Effect.EndChild _,
          Effect.ReportToParent _,
          Effect.EmitResult _,
          Effect.SetAside _ -> {
        // records, not rows
      }
    }
  }

  private void deleteEntries(String loopId, List<Long> sequences) {
    sequences.forEach(sequence -> rows.deleteEntry(loopId, sequence));
  }
}
