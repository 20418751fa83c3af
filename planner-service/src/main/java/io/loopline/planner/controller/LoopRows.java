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

/**
 * The stores of a task, typed, with the rows last used kept as objects. A transaction that aborts
 * takes the task with it, so what is kept is never newer than the stores. Used by its stream thread
 * only.
 */
final class LoopRows {
  /** Stored bytes kept per task; as objects they take about four times as much. */
  private static final long STATES_BYTES = 1024 * 1024;

  private static final long GOALS_BYTES = 1024 * 1024;
  private static final long CONTEXT_BYTES = 4 * 1024 * 1024;

  private final StateCodec<LoopStateRecord> stateCodec = StateCodec.of(LoopStateRecord.class);
  private final StateCodec<Goal> goalCodec = StateCodec.of(Goal.class);
  private final StateCodec<ContextEntry> entryCodec = StateCodec.of(ContextEntry.class);
  private final KeyValueStore<Bytes, byte[]> loops;
  private final KeyValueStore<Bytes, byte[]> goals;
  private final KeyValueStore<Bytes, byte[]> context;
  private final RowCache<LoopState> keptStates = new RowCache<>(STATES_BYTES);
  private final RowCache<Goal> keptGoals = new RowCache<>(GOALS_BYTES);
  private final RowCache<ContextEntry> keptEntries = new RowCache<>(CONTEXT_BYTES);

  LoopRows(ProcessorContext<?, ?> context) {
    this.loops = context.getStateStore(LoopStores.LOOPS);
    this.goals = context.getStateStore(LoopStores.GOALS);
    this.context = context.getStateStore(LoopStores.CONTEXT);
  }

  LoopState state(String loopId) {
    Bytes key = key(loopId);
    LoopState kept = keptStates.get(key);
    if (kept != null) {
      return kept;
    }
    byte[] stored = loops.get(key);
    if (stored == null) {
      return new LoopState.Absent();
    }
    LoopState state = LoopStateCodec.decode(loopId, stateCodec.decode(stored));
    keptStates.put(key, state, stored.length);
    return state;
  }

  /** Bytes of a state; null for an absent loop. */
  byte @Nullable [] encode(LoopState state) {
    return state instanceof LoopState.Absent
        ? null
        : stateCodec.encode(LoopStateCodec.encode(state));
  }

  /**
   * Writes a state.
   *
   * @param stored its bytes; null for an absent loop, whose row is removed
   */
  void putState(String loopId, LoopState state, byte @Nullable [] stored) {
    Bytes key = key(loopId);
    loops.put(key, stored);
    if (stored == null) {
      keptStates.remove(key);
    } else {
      keptStates.put(key, state, stored.length);
    }
  }

  @Nullable Goal goal(String loopId) {
    Bytes key = key(loopId);
    Goal kept = keptGoals.get(key);
    if (kept != null) {
      return kept;
    }
    byte[] stored = goals.get(key);
    if (stored == null) {
      return null;
    }
    Goal goal = goalCodec.decode(stored);
    keptGoals.put(key, goal, stored.length);
    return goal;
  }

  void putGoal(String loopId, Goal goal) {
    Bytes key = key(loopId);
    byte[] stored = goalCodec.encode(goal);
    goals.put(key, stored);
    keptGoals.put(key, goal, stored.length);
  }

  void deleteGoal(String loopId) {
    Bytes key = key(loopId);
    goals.delete(key);
    keptGoals.remove(key);
  }

  @Nullable ContextEntry entry(String loopId, long sequence) {
    Bytes key = key(loopId, sequence);
    ContextEntry kept = keptEntries.get(key);
    if (kept != null) {
      return kept;
    }
    byte[] stored = context.get(key);
    if (stored == null) {
      return null;
    }
    ContextEntry entry = entryCodec.decode(stored);
    keptEntries.put(key, entry, stored.length);
    return entry;
  }

  void putEntry(String loopId, ContextEntry entry) {
    Bytes key = key(loopId, entry.getSequence());
    byte[] stored = entryCodec.encode(entry);
    context.put(key, stored);
    keptEntries.put(key, entry, stored.length);
  }

  void deleteEntry(String loopId, long sequence) {
    Bytes key = key(loopId, sequence);
    context.delete(key);
    keptEntries.remove(key);
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
