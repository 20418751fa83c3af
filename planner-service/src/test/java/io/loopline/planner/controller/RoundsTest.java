package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final long NOW = 1_000_000;

  private final Rounds rounds = new Rounds(true);

  @Test
  void shouldBeOverOnlyWithTheLastOfWhatWasPolled() {
    // Given
    rounds.polled(3);

    // When
    boolean[] last = {rounds.isOver(NOW), rounds.isOver(NOW), rounds.isOver(NOW)};

    // Then
    assertThat(last).containsExactly(false, false, true);
  }

  @Test
  void shouldAddWhatIsPolledBeforeTheRestIsDone() {
    // Given
    rounds.polled(2);
    boolean first = rounds.isOver(NOW);
    rounds.polled(1);

    // When
    boolean[] next = {rounds.isOver(NOW), rounds.isOver(NOW)};

    // Then
    assertThat(first).isFalse();
    assertThat(next).containsExactly(false, true);
  }

  @Test
  void shouldLeaveItToTheIntervalWhenMuchCameLately() {
    // Given
    rounds.polled(Rounds.BUSY_RECORDS);
    for (int i = 0; i < Rounds.BUSY_RECORDS; i++) {
      rounds.isOver(NOW);
    }
    rounds.polled(1);

    // When
    boolean inTheSameWindow = rounds.isOver(NOW + 1);
    rounds.polled(1);
    boolean inTheNext = rounds.isOver(NOW + Rounds.WINDOW_MS);
    rounds.polled(1);
    boolean afterAQuietOne = rounds.isOver(NOW + 2 * Rounds.WINDOW_MS);

    // Then
    assertThat(inTheSameWindow).isFalse();
    assertThat(inTheNext).isFalse();
    assertThat(afterAQuietOne).isTrue();
  }

  @Test
  void shouldLeaveEveryCommitToTheIntervalWhenToldSo() {
    // Given
    Rounds never = new Rounds(false);
    never.polled(1);

    // When
    boolean over = never.isOver(NOW);

    // Then
    assertThat(over).isFalse();
  }

  @Test
  void shouldForgetRecordsARebalanceDroppedWhenAPollIsEmpty() {
    // Given
    rounds.polled(5);
    rounds.polled(0);
    rounds.polled(1);

    // When
    boolean last = rounds.isOver(NOW);

    // Then
    assertThat(last).isTrue();
  }

  @Test
  void shouldCountEachThreadForItself() {
    // Given
    rounds.polled(2);

    // When
    boolean elsewhere =
        CompletableFuture.supplyAsync(
                () -> {
                  rounds.polled(1);
                  return rounds.isOver(NOW);
                })
            .join();

    // Then
    assertThat(elsewhere).isTrue();
    assertThat(rounds.isOver(NOW)).isFalse();
  }

  @Test
  void shouldAskForACommitWhenTheProcessorHasWorkedOffItsRound() {
    // Given
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(DrivenController.START.toEpochMilli());
    LoopStores.builders()
        .forEach(builder -> {
          var store =
              Stores.keyValueStoreBuilder(
                      Stores.inMemoryKeyValueStore(builder.name()),
                      Serdes.Bytes(),
                      Serdes.ByteArray())
                  .withLoggingDisabled()
                  .build();
          store.init(context.getStateStoreContext(), store);
          context.addStateStore(store);
        });
    ControllerEdge edge =
        new ControllerEdge(
            new EventCodec(new LocalSchemaRegistry(), true),
            DrivenController.PRODUCER,
            rounds,
            ModelCatalogue.bundled(),
            ConcurrencyLimits.NONE);
    LoopProcessor processor = new LoopProcessor(edge);
    processor.init(context);
    context.setRecordMetadata("loop.plans", 0, 7);
    rounds.polled(2);

    // When
    processor.process(new Record<>(new byte[] {1}, new byte[] {9}, 0));
    boolean afterTheFirst = context.committed();
    processor.process(new Record<>(new byte[] {1}, new byte[] {9}, 0));

    // Then
    assertThat(afterTheFirst).isFalse();
    assertThat(context.committed()).isTrue();
  }
}
