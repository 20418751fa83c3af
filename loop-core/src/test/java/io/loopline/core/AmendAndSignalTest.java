package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.limits;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static io.loopline.core.People.amend;
import static io.loopline.core.People.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New limits and words for a loop that runs. */
class AmendAndSignalTest {

  @Test
  void shouldGoOnBeyondTheOldLimitWhenItIsRaised() {
    given(goal("hash-1", limits(Dimension.ITERATIONS, 1)))
        .when(amend(1, Map.of(Dimension.ITERATIONS, 2L)))
        .then(Disposition.APPLIED)
        .when(Fixture.planned(2, plan(1, 1)))
        .when(judged(3, verify(1, 1), VerdictDecision.CONTINUE, 0.1, null))
        .thenPhase(Phase.Planning.class);
  }

  @Test
  void shouldEndLaterWhenTheWallClockIsRaisedAndEarlierWhenItIsLowered() {
    Given raised =
        given(goal("hash-1", limits(Dimension.WALL_CLOCK, 50_000)))
            .when(amend(1, Map.of(Dimension.WALL_CLOCK, 55_000L)));
    raised.when(timer(50, at(50))).thenPhase(Phase.Planning.class);

    Given lowered = given(goal()).when(amend(1, Map.of(Dimension.WALL_CLOCK, 20_000L)));
    assertThat(lowered.live().wakeAt()).isEqualTo(at(20));
    lowered.when(timer(20, at(20))).thenStops(StopReason.TIME_BUDGET);
  }

  @Test
  void shouldNotRaiseWhatAChildWasGranted() {
    // Given
    Family family = new Family("own", List.of("above"), 1, new ParentLink("above", 1), List.of());
    Given child = given(Kin.goal(family));

    // When
    Given raised =
        child.when(amend(1, Map.of(Dimension.TOOL_CALLS, 21L, Dimension.ITERATIONS, 30L)));

    // Then
    raised.then(Disposition.REFUSED).thenUnchanged();
    assertThat(raised.transition().note())
        .contains("TOOL_CALLS cannot be raised from 20 to 21", "its parent above granted it");
    child.when(amend(1, Map.of(Dimension.TOOL_CALLS, 19L))).then(Disposition.APPLIED);
    child
        .when(amend(1, Map.of(Dimension.ITERATIONS, 30L, Dimension.WALL_CLOCK, 900_000L)))
        .then(Disposition.APPLIED);
  }

  @ParameterizedTest
  @CsvSource({
    "ITERATIONS, 0, 1 reserved",
    "TOOL_CALLS, 0, 1 are spent",
    "TOKENS, -1, 0 are spent",
    "WALL_CLOCK, 2999, 3000 are spent",
    "ITERATIONS, 1001, largest limit is 1000",
    "TOOL_CALLS, 9223372036854775807, largest limit is 100000",
    "COST, 100000000001, largest limit is 100000000000"
  })
  void shouldRefuseTheWholeAmendmentWhenOneLimitIsBad(
      Dimension dimension, long limit, String reason) {
    // Given
    Given verifying = given(untilVerify());
    Map<Dimension, Long> limits = new java.util.EnumMap<>(Map.of(Dimension.CHILDREN, 5L));
    limits.put(dimension, limit);

    // When
    Given refused = verifying.when(amend(3, limits));

    // Then
    refused.then(Disposition.REFUSED).thenUnchanged();
    assertThat(refused.transition().note()).contains(dimension + " cannot be " + limit, reason);
  }

  @Test
  void shouldRefuseAnAmendmentWhenItNamesNoBudget() {
    given(goal()).when(amend(1, Map.of())).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldKeepASignalInTheWindowWhateverComesAfterIt() {
    // Given
    Given told = given(goal()).when(signal(1, 40));
    assertThat(told.effect(Effect.AppendContext.class).kind()).isEqualTo(ContextKind.SIGNAL);

    // When
    Given later = told;
    for (int iteration = 1; iteration <= 2; iteration++) {
      later =
          later
              .when(Fixture.planned(2, plan(iteration, 1)))
              .when(judged(3, verify(iteration, 1), VerdictDecision.CONTINUE, 0.1, null));
    }
    later = later.when(Fixture.planned(4, plan(3, 1), "a", "b"));
    for (int index = 0; index < 2; index++) {
      later =
          later.when(
              new LoopEvent.ActionObserved(at(5), Fixture.act(3, index, 1), CHANGED, 90, null));
    }

    // Then
    assertThat(later.live().context().sequences()).contains(1L);
    assertThat(later.live().context().entries().getFirst().pinned()).isTrue();
  }

  @Test
  void shouldRefuseASignalWhenTheWindowHasNoRoomForIt() {
    Given full = given(goal()).when(signal(1, 30)).when(signal(2, 20));

    Given refused = full.when(signal(3, 1)).then(Disposition.REFUSED).thenUnchanged();

    assertThat(refused.transition().note()).contains("50 tokens");
  }

  @Test
  void shouldRefuseASignalWhenThereAreTooMany() {
    Given full = given(goal());
    for (int i = 0; i < Commands.MAX_PINNED; i++) {
      full = full.when(signal(1, 0)).then(Disposition.APPLIED);
    }

    full.when(signal(2, 0)).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldTakeASignalOnceWhenItIsDeliveredTwice() {
    given(goal(), People.command(1, CommandKind.SIGNAL, "id-1"))
        .when(People.command(2, CommandKind.SIGNAL, "id-1"))
        .then(Disposition.DUPLICATE)
        .thenEffects()
        .thenUnchanged();
  }

  @Test
  void shouldRememberTheLastCommandsOnly() {
    Given given = given(goal());
    for (int i = 0; i < 3 * RecentCommands.KEPT; i++) {
      given = given.when(People.command(1, CommandKind.SIGNAL, "id-" + i));
    }

    assertThat(given.live().commands().ids())
        .hasSize(RecentCommands.KEPT)
        .startsWith("id-32")
        .endsWith("id-47");
  }
}
