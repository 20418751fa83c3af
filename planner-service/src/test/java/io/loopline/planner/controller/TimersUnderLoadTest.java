package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand loops that wait: no punctuation does more than a batch, and none is lost. */
class TimersUnderLoadTest {
  private static final Instant NOW = DrivenController.START;
  private static final int ARMED = 100_000;
  private static final int WITHIN_MS = 60_000;

  /** Rows looked at beyond the batch: the one that says when to wake next. */
  private static final int LOOK_AHEAD = 1;

  private ArmedTimers armed;

  @BeforeEach
  void arm(@TempDir Path directory) {
    armed = new ArmedTimers(directory, NOW);
    Random random = new Random(20_260_101);
    for (int i = 0; i < ARMED; i++) {
      armed.timers.arm(NOW.plusMillis(random.nextInt(WITHIN_MS)), "loop-" + i);
    }
  }

  @AfterEach
  void close() {
    armed.close();
  }

  @Test
  void shouldFireEachOnceAndInOrderWhenTheyComeDueOneAfterTheOther() {
    // When
    Instant now = NOW;
    for (Duration wait = armed.untilWakeUp(); wait != null; wait = armed.untilWakeUp()) {
      // a busy thread comes back later than it asked for
      now = now.plus(wait).plusMillis(200);
      wakeAt(now);
    }

    // Then
    assertThat(now).isBefore(NOW.plusMillis(2 * WITHIN_MS));
    assertThatAllFired();
  }

  @Test
  void shouldCatchUpInBoundedBatchesWhenAllAreOverdue() {
    // Given a controller that was away for an hour
    Instant now = NOW.plusSeconds(3_600);
    int wakeUps = 0;

    // When
    while (armed.untilWakeUp() != null) {
      wakeAt(now);
      wakeUps++;
    }

    // Then
    assertThat(wakeUps).isEqualTo(ARMED / Timers.BATCH);
    assertThatAllFired();
  }

  @Test
  void shouldReadNoMoreThanItsBatchWhenMostAreCancelled() {
    // Given
    Random random = new Random(20_260_101);
    for (int i = 0; i < ARMED; i++) {
      Instant due = NOW.plusMillis(random.nextInt(WITHIN_MS));
      if (i % 100 != 0) {
        armed.timers.cancel(due, "loop-" + i);
      }
    }

    // When
    Instant now = NOW.plusMillis(WITHIN_MS);
    while (armed.untilWakeUp() != null) {
      wakeAt(now);
    }

    // Then
    assertThat(armed.fired).hasSize(ARMED / 100);
  }

  private void wakeAt(Instant now) {
    armed.setNow(now);
    armed.rows.reset();
    armed.wake();
    assertThat(armed.rows.read()).isLessThanOrEqualTo(Timers.BATCH + LOOK_AHEAD);
    assertThat(armed.rows.deleted()).isLessThanOrEqualTo(Timers.BATCH);
  }

  private void assertThatAllFired() {
    assertThat(armed.fired)
        .isSortedAccordingTo(Comparator.comparing(ArmedTimers.Fired::dueAt))
        .allMatch(fired -> !fired.at().isBefore(fired.dueAt()))
        .hasSize(ARMED);
    assertThat(armed.fired.stream().map(ArmedTimers.Fired::loopId).collect(Collectors.toSet()))
        .hasSize(ARMED);
  }
}
