package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetTrackerTest {
  @ParameterizedTest(name = "started {0}, completed {1} -> commit {2}")
  @CsvSource({
    "'5',       '',      5",
    "'5',       '5',     6",
    "'5 6 7',   '6 7',   5",
    "'5 6 7',   '5 7',   6",
    "'5 6 7',   '7 6 5', 8",
    "'5 9 20',  '5',     9",
    "'5 9 20',  '9 5',   20",
    "'0',       '0',     1",
  })
  void shouldCommitUpToLowestOpenOffset(String started, String completed, long expected) {
    // Given
    OffsetTracker tracker = new OffsetTracker();
    offsets(started).forEach(tracker::start);

    // When
    offsets(completed).forEach(tracker::complete);

    // Then
    assertThat(tracker.committable()).hasValue(expected);
  }

  @Test
  void shouldHaveNothingToCommitWhenNothingStarted() {
    assertThat(new OffsetTracker().committable()).isEmpty();
  }

  @Test
  void shouldRefuseOffsetThatGoesBack() {
    // Given
    OffsetTracker tracker = new OffsetTracker();
    tracker.start(5);

    // Then
    assertThatThrownBy(() -> tracker.start(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tracker.complete(4)).isInstanceOf(IllegalStateException.class);
  }

  /** At every moment: nothing open is below the commit, and the commit never goes back. */
  @Property
  void shouldNeverCommitPastOpenOffset(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 4) Integer> gaps,
      @ForAll long seed) {
    OffsetTracker tracker = new OffsetTracker();
    List<Long> order = new ArrayList<>();
    long offset = 0;
    for (int gap : gaps) {
      offset += gap;
      tracker.start(offset);
      order.add(offset);
    }
    TreeSet<Long> open = new TreeSet<>(order);
    Collections.shuffle(order, new Random(seed));
    long last = tracker.committable().orElseThrow();
    for (long completed : order) {
      tracker.complete(completed);
      open.remove(completed);
      OptionalLong now = tracker.committable();
      assertThat(now).hasValue(open.isEmpty() ? offset + 1 : open.first());
      assertThat(now.getAsLong()).isGreaterThanOrEqualTo(last);
      last = now.getAsLong();
    }
  }

  private static List<Long> offsets(String text) {
    return text.isBlank()
        ? List.of()
        : List.of(text.strip().split(" ")).stream().map(Long::valueOf).toList();
  }
}
