package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the timers of a task ask to be woken; the store outlives a restart, they do not. */
class TimersTest {
  private static final Instant NOW = DrivenController.START;

  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final List<String> fired = new ArrayList<>();
  private final KeyValueStore<Bytes, byte[]> rows =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(LoopStores.TIMERS), Serdes.Bytes(), Serdes.ByteArray())
          .withCachingDisabled()
          .withLoggingDisabled()
          .build();

  private Timers timers = newTimers();

  @BeforeEach
  void openStore() {
    rows.init(context.getStateStoreContext(), rows);
    context.setCurrentSystemTimeMs(NOW.toEpochMilli());
    timers.start();
  }

  @AfterEach
  void closeStore() {
    rows.close();
  }

  @Test
  void shouldAskForNoWakeUpWhenNothingIsArmed() {
    assertThat(armed()).isEmpty();
  }

  @Test
  void shouldAskForOneWakeUpAtTheEarliestTimeWhenSeveralAreArmed() {
    // When
    timers.arm(NOW.plusSeconds(60), "later");
    timers.arm(NOW.plusSeconds(20), "soon");
    timers.arm(NOW.plusSeconds(40), "between");

    // Then
    assertThat(armed()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(20));
    assertThat(context.scheduledPunctuators())
        .extracting(CapturedPunctuator::getType)
        .containsOnly(PunctuationType.WALL_CLOCK_TIME);
  }

  @Test
  void shouldAskForNoFurtherWakeUpWhenTheLastTimerHasFired() {
    // Given
    timers.arm(NOW.plusSeconds(20), "only");

    // When
    wakeAt(NOW.plusSeconds(20));

    // Then
    assertThat(fired).containsExactly("only");
    assertThat(armed()).isEmpty();
    assertThat(rows.all()).isExhausted();
  }

  @Test
  void shouldFireWhatIsDueInOrderAndWaitForTheRest() {
    // Given
    timers.arm(NOW.plusSeconds(30), "third");
    timers.arm(NOW.plusSeconds(10), "first");
    timers.arm(NOW.plusSeconds(20), "second");

    // When
    wakeAt(NOW.plusSeconds(20));

    // Then
    assertThat(fired).containsExactly("first", "second");
    assertThat(armed()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(10));
  }

  @Test
  void shouldFireNothingWhenTheTimerWasCancelled() {
    // Given
    timers.arm(NOW.plusSeconds(10), "loop");
    timers.cancel(NOW.plusSeconds(10), "loop");

    // When
    wakeAt(NOW.plusSeconds(10));

    // Then
    assertThat(fired).isEmpty();
    assertThat(armed()).isEmpty();
  }

  @Test
  void shouldFireATimerThatIsDueBeforeTheLastFiredOne() {
    // Given
    timers.arm(NOW.plusSeconds(10), "first");
    wakeAt(NOW.plusSeconds(15));

    // When
    timers.arm(NOW.plusSeconds(5), "already due");
    wakeAt(NOW.plusSeconds(16));

    // Then
    assertThat(fired).containsExactly("first", "already due");
  }

  @Test
  void shouldWakeForWhatWasArmedBeforeARestart() {
    // Given
    timers.arm(NOW.plusSeconds(10), "missed");
    timers.arm(NOW.plusSeconds(300), "later");
    armed().forEach(CapturedPunctuator::cancel);

    // When
    context.setCurrentSystemTimeMs(NOW.plusSeconds(60).toEpochMilli());
    timers = newTimers();
    timers.start();
    wakeAt(NOW.plusSeconds(61));

    // Then
    assertThat(fired).containsExactly("missed");
    assertThat(armed()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(239));
  }

  @Test
  void shouldWakeAgainRightAwayWhenMoreIsDueThanOneBatch() {
    // Given
    for (int i = 0; i < 501; i++) {
      timers.arm(NOW.plusSeconds(10), "loop-" + i);
    }

    // When
    wakeAt(NOW.plusSeconds(10));

    // Then
    assertThat(fired).hasSize(500);
    assertThat(armed())
        .extracting(CapturedPunctuator::getInterval)
        .containsExactly(Duration.ofMillis(1));
  }

  private Timers newTimers() {
    return new Timers(context, rows, (loopId, _, _) -> fired.add(loopId));
  }

  private void wakeAt(Instant time) {
    context.setCurrentSystemTimeMs(time.toEpochMilli());
    armed().forEach(each -> each.getPunctuator().punctuate(time.toEpochMilli()));
  }

  private List<CapturedPunctuator> armed() {
    return context.scheduledPunctuators().stream().filter(each -> !each.cancelled()).toList();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
