package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One circuit breaker by itself. */
class BreakerTest {
  private static final Instant AT = Fixture.START;

  /** s: a call succeeded, f: it failed, w: the wait passed, p: a request goes out. */
  @ParameterizedTest
  @CsvSource({
    "ffff, CLOSED",
    "fffff, OPEN",
    "sssff, CLOSED",
    "sssfff, OPEN",
    "ssssssssssffff, CLOSED",
    "ssssssssssfffff, OPEN",
    "fffsssssssssssssssfff, CLOSED",
    "fffffs, OPEN",
    "fffffw, OPEN",
    "fffffwp, HALF_OPEN",
    "fffffwps, HALF_OPEN",
    "fffffwpsps, CLOSED",
    "fffffwpss, CLOSED",
    "fffffwpf, OPEN",
    "fffffwpspf, OPEN",
    "fffffwpspsffff, CLOSED"
  })
  void shouldStandWhereItsCallsPutIt(String course, String expected) {
    // When
    Breaker breaker = after(course);

    // Then
    assertThat(breaker.modeName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"fffff, 30", "fffffwpf, 60", "fffffwpfwpf, 120", "fffffwpfwpfwpf, 240"})
  void shouldWaitTwiceAsLongWhenItOpensAgain(String course, long seconds) {
    // When
    Breaker breaker = after(course);

    // Then
    assertThat(breaker.mode()).isEqualTo(new BreakerMode.Open(clock(course).plusSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({"fffffwpfwpf, false", "fffffwpfwpfwpf, true", "fffffwpfwpfwpspsfffff, false"})
  void shouldBeBrokenWhenItOpenedAgainThreeTimes(String course, boolean broken) {
    // When
    Breaker breaker = after(course);

    // Then
    assertThat(breaker.isBroken()).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource({"4, 240", "5, 300", "60, 300"})
  void shouldWaitFiveMinutesAtMost(int openings, long seconds) {
    // Given
    Breaker halfOpen = new Breaker("planner", new BreakerMode.HalfOpen(1, 0), openings - 1);

    // When
    Breaker open = halfOpen.answered(true, AT);

    // Then
    assertThat(open.mode()).isEqualTo(new BreakerMode.Open(AT.plusSeconds(seconds)));
  }

  @Property
  void shouldNeverLetMoreThanTwoProbesThroughWhileHalfOpen(
      @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> choices) {
    Breaker breaker = Breaker.closed("planner");
    Instant now = AT;
    int probes = 0;
    for (int choice : choices) {
      Breaker before = breaker;
      switch (choice) {
        case 0, 1, 2, 3 -> breaker = breaker.answered(true, now);
        case 4 -> breaker = breaker.answered(false, now);
        case 5 -> now = now.plusSeconds(25);
        default -> {
          if (breaker.mode() instanceof BreakerMode.Open(Instant until)) {
            assertThat(breaker.admits(now)).isEqualTo(!now.isBefore(until));
          }
          breaker = breaker.admits(now) ? breaker.sent() : breaker;
        }
      }
      boolean sent = choice > 5 && !breaker.equals(before);
      probes = breaker.mode() instanceof BreakerMode.HalfOpen ? probes + (sent ? 1 : 0) : 0;
      assertThat(probes).isLessThanOrEqualTo(Breaker.PROBES);
      if (breaker.mode() instanceof BreakerMode.Closed closed) {
        assertThat(closed.calls()).isBetween(0, Breaker.WINDOW);
        assertThat(closed.failed()).isLessThanOrEqualTo(closed.calls());
      }
    }
  }

  @Property
  void shouldKeepABoundedNumberOfBreakersAndTheNewestOfThem(
      @ForAll @Size(max = 100) List<@IntRange(max = 40) Integer> tools) {
    Breakers breakers = Breakers.NONE;
    for (int tool : tools) {
      Breaker changed = breakers.of("tool:" + tool).answered(tool % 2 == 0, AT);
      breakers = breakers.with(changed);
      assertThat(breakers.each()).hasSizeLessThanOrEqualTo(Breakers.KEPT).doesNotHaveDuplicates();
      assertThat(breakers.of("tool:" + tool)).isEqualTo(changed);
    }
  }

  private static Breaker after(String course) {
    Breaker breaker = Breaker.closed("planner");
    Instant now = AT;
    for (int i = 0; i < course.length(); i++) {
      char each = course.charAt(i);
      now = each == 'w' ? now.plus(Duration.ofHours(1)) : now;
      breaker =
          switch (each) {
            case 's' -> breaker.answered(false, now);
            case 'f' -> breaker.answered(true, now);
            case 'p' -> breaker.sent();
            default -> breaker;
          };
    }
    return breaker;
  }

  private static Instant clock(String course) {
    return AT.plus(Duration.ofHours(course.chars().filter(each -> each == 'w').count()));
  }
}
