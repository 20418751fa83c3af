package io.loopline.planner.controller;

import io.loopline.codec.LoopStateCodec;
import io.loopline.core.LoopState;
import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of a task, typed. Used by its stream thread only. */
final class LoopRows {
  private final StateCodec<LoopStateRecord> stateCodec = StateCodec.of(LoopStateRecord.class);
  private final StateCodec<Goal> goalCodec = StateCodec.of(Goal.class);
  private final StateCodec<ContextEntry> entryCodec = StateCodec.of(ContextEntry.class);
  private final KeyValueStore<Bytes, byte[]> loops;
  private final KeyValueStore<Bytes, byte[]> goals;
  private final KeyValueStore<Bytes, byte[]> context;

  LoopRows(ProcessorContext<?, ?> context) {
    this.loops = context.getStateStore(LoopStores.LOOPS);
    this.goals = context.getStateStore(LoopStores.GOALS);
    this.context = context.getStateStore(LoopStores.CONTEXT);
  }

  LoopState state(String loopId) {
    byte[] stored = loops.get(key(loopId));
    return stored == null
        ? new LoopState.Absent()
        : LoopStateCodec.decode(loopId, stateCodec.decode(stored));
  }

  /** Bytes of a state; null for an absent loop. */
  byte @Nullable [] encode(LoopState state) {
    return state instanceof LoopState.Absent
        ? null
        : stateCodec.encode(LoopStateCodec.encode(state));
  }

  void putState(String loopId, byte @Nullable [] state) {
    loops.put(key(loopId), state);
  }

  @Nullable Goal goal(String loopId) {
    byte[] stored = goals.get(key(loopId));
    return stored == null ? null : goalCodec.decode(stored);
  }

  void putGoal(String loopId, Goal goal) {
    goals.put(key(loopId), goalCodec.encode(goal));
  }

  void deleteGoal(String loopId) {
    goals.delete(key(loopId));
  }

  @Nullable ContextEntry entry(String loopId, long sequence) {
    byte[] stored = context.get(key(loopId, sequence));
    return stored == null ? null : entryCodec.decode(stored);
  }

  void putEntry(String loopId, ContextEntry entry) {
    context.put(key(loopId, entry.getSequence()), entryCodec.encode(entry));
  }

  void deleteEntry(String loopId, long sequence) {
    context.delete(key(loopId, sequence));
  }

  private static Bytes key(String loopId) {
    return Bytes.wrap(loopId.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes key(String loopId, long sequence) {
    byte[] loop = loopId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(loop.length + 1 + Long.BYTES)
            .put(loop)
            .put((byte) 0)
            .putLong(sequence)
            .array());
  }
}
