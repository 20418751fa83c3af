package io.loopline.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.provider.Attempted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProfileGuardTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-01T10:00:00Z"));
  private static final Attempted ANSWER = new Attempted.Answer("ok", "m", ModelUsage.NONE);

  private final ModelProfile profile = ModelCatalogue.bundled().profile("local").orElseThrow();
  private final ProfileGuard guard =
      new ProfileGuard(
          profile,
          new EndpointBreaker("server", CLOCK),
          new Hold(CLOCK),
          Allowance.of("local", profile.limits()));
  private final AtomicInteger tries = new AtomicInteger();

  private static Attempted failed(FailureKind kind, boolean connected) {
    return new Attempted.NoAnswer(
        new Failure(kind, "no", null, List.of()), ModelUsage.NONE, connected);
  }

  @Test
  void shouldTryAgainWhenNoConnectionCameAbout() throws Exception {
    Attempted attempted =
        guard.ask(
            10,
            true,
            () -> tries.incrementAndGet() < 3 ? failed(FailureKind.TRANSIENT, false) : ANSWER);

    assertThat(attempted).isEqualTo(ANSWER);
    assertThat(tries).hasValue(3);
  }

  @Test
  void shouldGiveUpAfterThreeConnectionsThatDidNotComeAbout() throws Exception {
    Attempted unconnected = failed(FailureKind.TRANSIENT, false);

    Attempted attempted =
        guard.ask(
            10,
            true,
            () -> {
              tries.incrementAndGet();
              return unconnected;
            });

    assertThat(attempted).isEqualTo(unconnected);
    assertThat(tries).hasValue(3);
  }

  @Test
  void shouldNotTryAgainWhatMayHaveBeenServed() throws Exception {
    guard.ask(
        10,
        true,
        () -> {
          tries.incrementAndGet();
          return failed(FailureKind.TRANSIENT, true);
        });
    guard.ask(
        10,
        true,
        () -> {
          tries.incrementAndGet();
          return failed(FailureKind.TERMINAL, false);
        });

    assertThat(tries).hasValue(2);
  }
}
