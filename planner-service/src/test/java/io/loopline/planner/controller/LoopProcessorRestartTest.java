package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.serde.StateCodec;
import io.loopline.state.TimerRecord;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A processor over the stores of one that died. */
class LoopProcessorRestartTest {
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @Test
  void shouldWakeForTheTimerOfALoopThatWasArmedBefore() {
    // Given
    Instant due = DrivenController.START.plusSeconds(90);
    context.setCurrentSystemTimeMs(DrivenController.START.toEpochMilli());
    open(LoopStores.LOOPS);
    open(LoopStores.GOALS);
    open(LoopStores.CONTEXT);
    open(LoopStores.TIMERS)
        .put(
            TimerKey.of(due, "loop-1"),
            StateCodec.of(TimerRecord.class).encode(new TimerRecord("loop-1", due)));
    EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);

    // When
    new LoopProcessor(new ControllerEdge(codec, DrivenController.PRODUCER)).init(context);

    // Then
    assertThat(context.scheduledPunctuators())
        .extracting(CapturedPunctuator::getInterval)
        .containsExactly(Duration.ofSeconds(90));
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
