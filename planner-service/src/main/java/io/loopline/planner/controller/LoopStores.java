package io.loopline.planner.controller;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Names and settings of the controller's stores; their changelogs are a contract. */
final class LoopStores {
  static final String LOOPS = "loops";
  static final String GOALS = "goals";
  static final String CONTEXT = "context";
  static final String TIMERS = "timers";
  static final String PERMITS = "permits";

  /**
   * Small segments and an eager cleaner: a changelog of rewritten rows must be compacted while it
   * is young, or a restart after a crash reads all of it again.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          "segment.bytes", Integer.toString(32 * 1024 * 1024),
          "min.cleanable.dirty.ratio", "0.1",
          "max.compaction.lag.ms", "60000");

  private LoopStores() {}

  /** Of the limiter. */
  static StoreBuilder<KeyValueStore<Bytes, byte[]>> permits() {
    return store(PERMITS);
  }

  /** Of the controller. */
  static List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> builders() {
    return List.of(store(LOOPS), store(GOALS), store(CONTEXT), store(TIMERS));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
