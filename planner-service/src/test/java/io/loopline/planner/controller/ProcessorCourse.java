package io.loopline.planner.controller;

import io.loopline.core.LoopState;
import io.loopline.event.ActionRequest;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.Observation;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.SourceRef;
import io.loopline.event.Verdict;
import io.loopline.event.VerifyRequest;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One loop on the controller's processor over stores in memory, taken to its third iteration. Every
 * step of the last round can be taken again and again: the loop's row is put back first.
 */
final class ProcessorCourse {
  static final String LOOP = "loop-1";
  static final Instant NOW = DrivenController.START;
  private static final byte[] KEY = LOOP.getBytes(StandardCharsets.UTF_8);
  private static final int ROUNDS = 3;

  /**
   * An input with what was stored before it.
   *
   * @param before the loop as it was
   * @param state bytes of the loop's row; null when there was none
   */
  @SuppressWarnings("ArrayRecordComponent") // carries bytes; never compared
  record Taken(
      LoopTopic<?> topic,
      Record<byte[], byte[]> record,
      LoopState before,
      byte @Nullable [] state) {
    RawInput raw() {
      return new RawInput(record, new SourceRef(topic.name(), 0, 0L));
    }
  }

  final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
  final LoopRows rows;
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final KeyValueStore<Bytes, byte[]> loops;
  private final LoopProcessor processor =
      new LoopProcessor(new ControllerEdge(codec, DrivenController.PRODUCER));
  private final List<Taken> taken = new ArrayList<>();

  ProcessorCourse() {
    context.setCurrentSystemTimeMs(NOW.toEpochMilli());
    loops = open(LoopStores.LOOPS);
    open(LoopStores.GOALS);
    open(LoopStores.CONTEXT);
    open(LoopStores.TIMERS);
    processor.init(context);
    rows = processor.rows();
    run();
  }

  /** Input of this index in the last round: plan, observation, verdict. */
  Taken last(int index) {
    return taken.get(taken.size() - 3 + index);
  }

  Taken goal() {
    return taken.getFirst();
  }

  byte @Nullable [] state() {
    return loops.get(Bytes.wrap(KEY));
  }

  /** Takes an input as if it came for the first time; returns how many records were sent. */
  int again(Taken input) {
    return process(input, input.before(), input.state());
  }

  /** Takes an input with this row in the store. */
  int process(Taken input, LoopState before, byte @Nullable [] state) {
    rows.putState(LOOP, before, state);
    context.resetForwards();
    context.setRecordMetadata(input.topic().name(), 0, 0);
    processor.process(input.record());
    return context.forwarded().size();
  }

  private void run() {
    LoopInput goal =
        LoopInput.newBuilder(LoopEvents.input(LOOP))
            .setKind(InputKind.GOAL)
            .setCommand(null)
            .setGoal(LoopEvents.goal(LOOP))
            .setGoalHash("ab".repeat(32))
            .build();
    take(LoopTopics.INBOX, goal);
    for (int round = 0; round < ROUNDS; round++) {
      PlanRequest plan = sent(LoopTopics.PLAN_REQUESTS);
      PlanResult planned = LoopEvents.plan(plan);
      take(LoopTopics.PLANS, planned);
      ActionRequest action = sent(LoopTopics.ACTION_REQUESTS);
      Observation observed = LoopEvents.observed(action);
      take(LoopTopics.OBSERVATIONS, observed);
      VerifyRequest verify = sent(LoopTopics.VERIFY_REQUESTS);
      Verdict verdict = LoopEvents.notYet(verify);
      take(LoopTopics.VERDICTS, verdict);
    }
  }

  private <T extends SpecificRecord> void take(LoopTopic<T> topic, T event) {
    byte[] value = codec.encode(topic, event);
    Record<byte[], byte[]> record = new Record<>(KEY, value, NOW.toEpochMilli());
    Taken input = new Taken(topic, record, rows.state(LOOP), state());
    taken.add(input);
    again(input);
  }

  private <T extends SpecificRecord> T sent(LoopTopic<T> topic) {
    return context.forwarded(topic.name()).stream()
        .map(forwarded -> codec.decode(topic, forwarded.record().value()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("bug: nothing was sent to " + topic.name()));
  }

  private KeyValueStore<Bytes, byte[]> open(String name) {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }
}
