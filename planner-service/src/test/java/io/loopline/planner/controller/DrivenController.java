package io.loopline.planner.controller;

import io.loopline.event.Goal;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Producer;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.service.ServiceConfig;
import io.loopline.service.Settings;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology with its real properties and stores, on a clock that only tests move. */
final class DrivenController implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final Producer PRODUCER = new Producer("planner-service", "planner-service-1", "test");

  private final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
  private final TopologyTestDriver driver;

  DrivenController(Path stateDirectory) {
    this(stateDirectory, ConcurrencyLimits.NONE);
  }

  /**
   * @param limits how many loops of a label may run at once
   */
  DrivenController(Path stateDirectory, ConcurrencyLimits limits) {
    codec.preload(LoopTopics.all());
    Settings settings =
        Settings.of(Map.of("loopline.state.directory", stateDirectory.toString()), Map.of());
    driver =
        new TopologyTestDriver(
            ControllerTopology.build(
                new ControllerEdge(
                    codec, PRODUCER, new Rounds(true), ModelCatalogue.bundled(), limits)),
            ControllerProperties.of(
                ServiceConfig.from("planner-service", settings), ControllerConfig.from(settings)),
            START);
  }

  <T extends SpecificRecord> void send(LoopTopic<T> topic, @Nullable String key, T event) {
    sendBytes(topic, key, codec.encode(topic, event));
  }

  void sendBytes(LoopTopic<?> topic, @Nullable String key, byte @Nullable [] value) {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    send(topic, new TestRecord<>(keyBytes, value, START));
  }

  void send(LoopTopic<?> topic, TestRecord<byte[], byte[]> record) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    return codec.encode(topic, event);
  }

  /** Sends a goal under its loop id. */
  void submit(Goal goal) {
    send(LoopTopics.GOALS, goal.getLoopId(), goal);
  }

  /** Runs a loop to its end in one iteration. */
  void achieve(String loopId) {
    submit(LoopEvents.goal(loopId));
    send(LoopTopics.PLANS, loopId, LoopEvents.plan(only(LoopTopics.PLAN_REQUESTS)));
    send(LoopTopics.OBSERVATIONS, loopId, LoopEvents.observed(only(LoopTopics.ACTION_REQUESTS)));
    send(LoopTopics.VERDICTS, loopId, LoopEvents.achieved(only(LoopTopics.VERIFY_REQUESTS)));
  }

  /** What was written to the topic since the last reading, with keys. */
  <T extends SpecificRecord> List<KeyValue<String, T>> records(LoopTopic<T> topic) {
    return raw(topic).stream()
        .map(record ->
            KeyValue.pair(
                new String(record.key(), StandardCharsets.UTF_8),
                codec.decode(topic, record.value())))
        .toList();
  }

  /** As {@link #records}, undecoded and with headers. */
  List<TestRecord<byte[], byte[]>> raw(LoopTopic<?> topic) {
    return driver
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  <T extends SpecificRecord> List<T> events(LoopTopic<T> topic) {
    return records(topic).stream().map(record -> record.value).toList();
  }

  /** The only event written to the topic since the last reading. */
  <T extends SpecificRecord> T only(LoopTopic<T> topic) {
    List<T> events = events(topic);
    if (events.size() != 1) {
      throw new AssertionError(topic.name() + " has not one event but " + events);
    }
    return events.getFirst();
  }

  List<LoopTransition> transitions() {
    return events(LoopTopics.TRANSITIONS);
  }

  List<LoopResult> results() {
    return events(LoopTopics.RESULTS);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** Keys of a store's rows. */
  List<Bytes> rows(String store) {
    List<Bytes> keys = new ArrayList<>();
    KeyValueStore<Bytes, byte[]> rows = driver.getKeyValueStore(store);
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      all.forEachRemaining(row -> keys.add(row.key));
    }
    return keys;
  }

  /** Overwrites a row behind the controller's back. */
  void put(String store, Bytes key, byte[] value) {
    KeyValueStore<Bytes, byte[]> rows = driver.getKeyValueStore(store);
    rows.put(key, value);
  }

  /** Bytes of a row that is there. */
  byte[] row(String store, Bytes key) {
    KeyValueStore<Bytes, byte[]> rows = driver.getKeyValueStore(store);
    return rows.get(key);
  }

  /** Size of a store's largest value; 0 for an empty store. */
  int largestRow(String store) {
    int largest = 0;
    KeyValueStore<Bytes, byte[]> rows = driver.getKeyValueStore(store);
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      while (all.hasNext()) {
        largest = Math.max(largest, all.next().value.length);
      }
    }
    return largest;
  }

  @Override
  public void close() {
    driver.close();
  }
}
