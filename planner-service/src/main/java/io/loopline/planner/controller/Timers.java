package io.loopline.planner.controller;

import io.loopline.serde.StateCodec;
import io.loopline.state.TimerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The armed timers of a task, in the timers store, with one wall-clock punctuation at the earliest
 * due time: an idle controller is not woken and so commits nothing. Used by its stream thread only.
 */
final class Timers {
  /** Rows fired in one punctuation; what is left fires in the next, right after. */
  static final int BATCH = 500;

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What to do with a due timer. */
  interface Listener {
    void onTimer(String loopId, Instant dueAt, Instant now);
  }

  private final ProcessorContext<?, ?> context;
  private final KeyValueStore<Bytes, byte[]> rows;
  private final Listener listener;
  private final StateCodec<TimerRecord> codec = StateCodec.of(TimerRecord.class);
  private Instant scanFrom = Instant.EPOCH;
  private Instant wakeAt = Instant.MAX;
  private @Nullable Cancellable punctuation;

  Timers(ProcessorContext<?, ?> context, KeyValueStore<Bytes, byte[]> rows, Listener listener) {
    this.context = context;
    this.rows = rows;
    this.listener = listener;
  }

  /** Schedules what was armed before a restart. */
  void start() {
    reschedule(now());
  }

  void arm(Instant dueAt, String loopId) {
    rows.put(TimerKey.of(dueAt, loopId), codec.encode(new TimerRecord(loopId, dueAt)));
    scanFrom = dueAt.isBefore(scanFrom) ? dueAt : scanFrom;
    if (dueAt.isBefore(wakeAt)) {
      schedule(dueAt, now());
    }
  }

  void cancel(Instant dueAt, String loopId) {
    rows.delete(TimerKey.of(dueAt, loopId));
  }

  private void fire() {
    Instant now = now();
    List<TimerRecord> due = due(now);
    for (TimerRecord timer : due) {
      cancel(timer.getDueAt(), timer.getLoopId());
      // deleted rows stay as tombstones in the store; the next scan starts behind them
      scanFrom = timer.getDueAt();
      listener.onTimer(timer.getLoopId(), timer.getDueAt(), now);
    }
    if (!due.isEmpty()) {
      context.commit();
    }
    reschedule(now);
  }

  private List<TimerRecord> due(Instant now) {
    List<TimerRecord> due = new ArrayList<>();
    Bytes end = TimerKey.from(now.plusMillis(1));
    try (KeyValueIterator<Bytes, byte[]> range = rows.range(TimerKey.from(scanFrom), end)) {
      while (range.hasNext() && due.size() < BATCH) {
        due.add(codec.decode(range.next().value));
      }
    }
    return due;
  }

  private void reschedule(Instant now) {
    Bytes last = TimerKey.from(Instant.ofEpochMilli(Long.MAX_VALUE));
    try (KeyValueIterator<Bytes, byte[]> range = rows.range(TimerKey.from(scanFrom), last)) {
      if (range.hasNext()) {
        KeyValue<Bytes, byte[]> first = range.next();
        schedule(TimerKey.dueAt(first.key), now);
      } else {
        unschedule();
      }
    }
  }

  private void schedule(Instant dueAt, Instant now) {
    unschedule();
    wakeAt = dueAt;
    Duration wait = Duration.between(now, dueAt);
    if (wait.compareTo(SHORTEST) < 0) {
      wait = SHORTEST;
    } else if (wait.compareTo(LONGEST) > 0) {
      wait = LONGEST;
    }
    punctuation = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, _ -> fire());
  }

  private void unschedule() {
    Cancellable scheduled = punctuation;
    if (scheduled != null) {
      scheduled.cancel();
    }
    punctuation = null;
    wakeAt = Instant.MAX;
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
