package io.loopline.model.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelLimits;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.guard.ProfileGuard.Way;
import io.loopline.model.provider.Attempted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places, permits and waits on every way out of a guard. */
class ProfileGuardPathsTest {
  private static final Attempted ANSWER = new Attempted.Answer("ok", "m", ModelUsage.NONE);
  private static final int PLACES = 4;

  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final Hold hold = new Hold(() -> now);
  private final Allowance allowance = Allowance.of("local", new ModelLimits(null, null, PLACES));
  private final ModelProfile profile = ModelCatalogue.bundled().profile("local").orElseThrow();
  private final ProfileGuard guard =
      new ProfileGuard(profile, new EndpointBreaker("server", () -> now), hold, allowance);

  private static Attempted failed(FailureKind kind, @Nullable Long waitMs) {
    return new Attempted.NoAnswer(
        new Failure(kind, "no", waitMs, List.of()), ModelUsage.NONE, true);
  }

  private Attempted ask(Way way) throws InterruptedException {
    return guard.ask(10, true, way);
  }

  private void assertAllPlacesFree() {
    assertThat(allowance.places().getMetrics().getAvailableConcurrentCalls()).isEqualTo(PLACES);
  }

  private boolean isAsked(FailureKind kind, boolean fullTime, int times) throws Exception {
    for (int call = 0; call < times; call++) {
      guard.ask(10, fullTime, () -> failed(kind, null));
    }
    return ask(() -> ANSWER).equals(ANSWER);
  }

  private void openAndWait() throws Exception {
    assertThat(isAsked(FailureKind.TRANSIENT, true, 5)).isFalse();
    now = now.plusSeconds(31);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void shouldGiveThePlaceBackAfterEachFailure(FailureKind kind) throws Exception {
    ask(() -> failed(kind, null));

    assertAllPlacesFree();
  }

  @Test
  void shouldGiveThePlaceBackAfterAnAnswerABugAndAnInterruption() throws Exception {
    // When
    ask(() -> ANSWER);
    Way bug =
        () -> {
          throw new IllegalStateException("bug");
        };
    Way interrupted =
        () -> {
          throw new InterruptedException("stop");
        };

    // Then
    assertThatThrownBy(() -> ask(bug)).hasMessage("bug");
    assertThatThrownBy(() -> ask(interrupted)).isInstanceOf(InterruptedException.class);
    assertAllPlacesFree();
  }

  @Test
  void shouldLetTwoTryAfterTheWaitAndNobodyElseUntilTheyAnswered() throws Exception {
    // Given
    openAndWait();
    List<Attempted> third = new ArrayList<>();

    // When
    Attempted first =
        ask(() ->
            ask(() -> {
              third.add(ask(() -> ANSWER));
              return ANSWER;
            }));

    // Then
    assertThat(first).isEqualTo(ANSWER);
    assertThat(third.getFirst()).isInstanceOf(Attempted.NoAnswer.class);
    assertThat(((Attempted.NoAnswer) third.getFirst()).failure().getMessage())
        .contains("circuit breaker");
    assertAllPlacesFree();
    assertThat(ask(() -> ask(() -> ask(() -> ANSWER)))).isEqualTo(ANSWER);
  }

  @Test
  void shouldShutAgainWhenATryFails() throws Exception {
    openAndWait();

    ask(() -> failed(FailureKind.TRANSIENT, null));
    ask(() -> failed(FailureKind.TRANSIENT, null));

    assertThat(ask(() -> ANSWER)).isInstanceOf(Attempted.NoAnswer.class);
  }

  @Test
  void shouldUseUpNoTryWhenACallIsInterruptedOrSaysNothingAboutTheServer() throws Exception {
    // Given
    openAndWait();
    Way interrupted =
        () -> {
          throw new InterruptedException("stop");
        };

    // When
    for (int call = 0; call < 3; call++) {
      assertThatThrownBy(() -> ask(interrupted)).isInstanceOf(InterruptedException.class);
      ask(() -> failed(FailureKind.RATE_LIMITED, null));
      guard.ask(10, false, () -> failed(FailureKind.TIMEOUT, null));
    }

    // Then two may still try
    assertThat(ask(() -> ask(() -> ANSWER))).isEqualTo(ANSWER);
  }

  @Test
  void shouldTakeATimeoutForAnOutageOnlyWhenItTookItsFullTime() throws Exception {
    assertThat(isAsked(FailureKind.TIMEOUT, false, 12)).isTrue();
    assertThat(isAsked(FailureKind.TIMEOUT, true, 12)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE_LIMITED", "TERMINAL", "INVALID_OUTPUT", "BUDGET_TOO_SMALL"})
  void shouldNotTakeForAnOutageWhatTheServerAnswered(FailureKind kind) throws Exception {
    assertThat(isAsked(kind, true, 12)).isTrue();
  }

  @Test
  void shouldKeepTheLongestWaitThatWasAskedFor() throws Exception {
    // Given two calls under way
    ask(() -> {
      ask(() -> failed(FailureKind.RATE_LIMITED, 9_000L));
      return failed(FailureKind.RATE_LIMITED, 3_000L);
    });

    // Then
    assertThat(hold.left()).contains(Duration.ofSeconds(9));
    now = now.plusSeconds(9);
    assertThat(hold.left()).isEmpty();
  }

  @Test
  void shouldTakeAWholeMinuteForACallThatIsLargerThanIt() throws Exception {
    // Given
    Rates rates = new Rates("r", new ModelLimits(null, 100, 1));

    // Then
    assertThat(rates.take(1_000)).isEmpty();
    assertThat(rates.take(1)).isPresent();
  }

  @Test
  void shouldKeepNoPlaceWhenTheRatesAreUsedUp() throws Exception {
    // Given
    Allowance once = Allowance.of("once", new ModelLimits(1, null, 1));
    ProfileGuard limited =
        new ProfileGuard(profile, new EndpointBreaker("server", () -> now), hold, once);

    // When
    limited.ask(10, true, () -> ANSWER);
    Attempted second = limited.ask(10, true, () -> ANSWER);

    // Then
    assertThat(second).isInstanceOf(Attempted.NoAnswer.class);
    assertThat(once.places().getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
  }
}
