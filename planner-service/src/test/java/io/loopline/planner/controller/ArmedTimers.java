package io.loopline.planner.controller;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Timers over a RocksDB store as the controller's own, on a clock that its user moves. */
final class ArmedTimers implements AutoCloseable {
  /** A timer that fired. */
  record Fired(String loopId, Instant dueAt, Instant at) {}

  private final MockProcessorContext<byte[], byte[]> context;
  private final KeyValueStore<Bytes, byte[]> store;
  final CountedRows rows;
  final Timers timers;
  final List<Fired> fired = new ArrayList<>();

  ArmedTimers(Path directory, Instant now) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "timers");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
    context = new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(LoopStores.TIMERS),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    rows = new CountedRows(store);
    timers =
        new Timers(
            context, rows.store(), (loopId, dueAt, at) -> fired.add(new Fired(loopId, dueAt, at)));
    timers.start();
  }

  void setNow(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
  }

  /** How long until the wake-up that was asked for; null when none was. */
  @Nullable Duration untilWakeUp() {
    CapturedPunctuator armed = armed();
    return armed == null ? null : armed.getInterval();
  }

  /** Wakes the timers now, as the wake-up that was asked for. */
  void wake() {
    CapturedPunctuator armed = armed();
    if (armed == null) {
      throw new AssertionError("no wake-up was asked for");
    }
    armed.getPunctuator().punctuate(context.currentSystemTimeMs());
  }

  private @Nullable CapturedPunctuator armed() {
    List<CapturedPunctuator> all = context.scheduledPunctuators();
    CapturedPunctuator last = all.isEmpty() ? null : all.getLast();
    return last == null || last.cancelled() ? null : last;
  }

  @Override
  public void close() {
    store.close();
  }
}
