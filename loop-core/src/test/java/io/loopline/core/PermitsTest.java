package io.loopline.core;

import static io.loopline.core.Fixture.LOOP;
import static io.loopline.core.Fixture.START;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.limits;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops whose labels are limited wait for their turn. */
class PermitsTest {
  private static final double A_DAY = 24 * 3600;

  private static LoopEvent goal(Map<Dimension, Long> limits, String... permits) {
    return new LoopEvent.GoalReceived(
        START,
        LOOP,
        "hash-1",
        People.terms(new Controls(List.of(), null, null, null, List.of(permits))),
        limits,
        List.of());
  }

  private static LoopEvent goal(String... permits) {
    return goal(Fixture.LIMITS, permits);
  }

  private static LoopEvent granted(double at, String label) {
    return new LoopEvent.PermitGranted(at(at), label);
  }

  @Test
  void shouldAskForAPermitAndNothingElseWhenALabelIsLimited() {
    Given queued =
        given(goal("team=a"))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Queued.class)
            .thenEffects(Effect.KeepGoal.class, Effect.AcquirePermit.class, Effect.ArmTimer.class);

    assertThat(queued.effect(Effect.AcquirePermit.class).label()).isEqualTo("team=a");
    assertThat(queued.live().iteration()).isZero();
    assertThat(queued.live().wakeAt()).isEqualTo(at(A_DAY));
    assertThat(queued.live().ledger().line(Dimension.ITERATIONS).reserved()).isZero();
  }

  @Test
  void shouldBeginWhenThePermitComes() {
    Given begun =
        given(goal("team=a")).when(granted(700, "team=a")).thenPhase(Phase.Planning.class);

    assertThat(begun.effect(Effect.RequestPlan.class).request()).isEqualTo(plan(1, 1));
    assertThat(begun.live().startedAt()).isEqualTo(at(700));
    assertThat(begun.live().ledger().line(Dimension.WALL_CLOCK).spent()).isZero();
  }

  @Test
  void shouldAskForOnePermitAfterTheOtherWhenSeveralLabelsAreLimited() {
    Given second = given(goal("env=b", "team=a")).when(granted(1, "env=b"));

    second.thenPhase(Phase.Queued.class).thenEffects(Effect.AcquirePermit.class);
    assertThat(second.effect(Effect.AcquirePermit.class).label()).isEqualTo("team=a");
    second.when(granted(2, "team=a")).thenPhase(Phase.Planning.class);
  }

  @ParameterizedTest
  @CsvSource({"team=b", "env=b"})
  void shouldRefuseAPermitThatIsNotWaitedFor(String label) {
    given(goal("env=b", "team=a"), granted(1, "env=b"))
        .when(granted(2, label))
        .then(Disposition.REFUSED)
        .thenUnchanged()
        .thenEffects();
  }

  @Test
  void shouldRefuseAPermitWhenTheLoopRuns() {
    given(goal("team=a"), granted(1, "team=a"))
        .when(granted(2, "team=a"))
        .then(Disposition.REFUSED)
        .thenUnchanged();
    given(goal()).when(granted(2, "team=a")).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldGiveAllPermitsBackWhenTheLoopEnds() {
    Given ended =
        given(goal("env=b", "team=a"), granted(1, "env=b"), granted(2, "team=a"))
            .when(command(3, CommandKind.CANCEL))
            .thenStops(StopReason.CANCELLED);

    assertThat(released(ended)).containsExactly("env=b", "team=a");
  }

  @Test
  void shouldGiveBackWhatItAskedForWhenCancelledInTheQueue() {
    Given first =
        given(goal("env=b", "team=a"))
            .when(command(3, CommandKind.CANCEL))
            .thenStops(StopReason.CANCELLED);
    Given second =
        given(goal("env=b", "team=a"), granted(1, "env=b")).when(command(3, CommandKind.CANCEL));

    assertThat(released(first)).containsExactly("env=b");
    assertThat(released(second)).containsExactly("env=b", "team=a");
    first.when(granted(4, "env=b")).then(Disposition.LATE).thenEffects();
  }

  private static List<String> released(Given ended) {
    return ended.transition().effects().stream()
        .filter(Effect.ReleasePermit.class::isInstance)
        .map(effect -> ((Effect.ReleasePermit) effect).label())
        .toList();
  }

  @Test
  void shouldNotSpendItsWallClockWhileItWaits() {
    // Given
    LoopEvent goal = goal(limits(Dimension.WALL_CLOCK, 50_000), "team=a");

    // When
    Given begun = given(goal).when(granted(3_600, "team=a"));

    // Then
    assertThat(begun.live().wallClockEnd()).isEqualTo(at(3_650));
    begun.when(timer(3_650, at(3_650))).thenStops(StopReason.TIME_BUDGET);
  }

  @Test
  void shouldEndWhenItWaitedForADay() {
    Given queued = given(goal(limits(Dimension.WALL_CLOCK, 50_000), "team=a"));

    Given ended = queued.when(timer(A_DAY, at(A_DAY))).thenStops(StopReason.TIME_BUDGET);

    assertThat(ended.effect(Effect.EmitResult.class).message())
        .isEqualTo("waited 24 hours for its turn among the loops of its labels");
    assertThat(released(ended)).containsExactly("team=a");
  }

  @Test
  void shouldGoOnWaitingWhenItIsWokenEarly() {
    given(goal("team=a"))
        .when(timer(5, at(A_DAY)))
        .then(Disposition.IGNORED)
        .thenPhase(Phase.Queued.class)
        .thenEffects(Effect.ArmTimer.class);
  }

  @Test
  void shouldBeginOnResumeWhenThePermitCameWhilePaused() {
    // Given
    Given paused =
        given(goal("team=a"), command(1, CommandKind.PAUSE))
            .when(granted(2, "team=a"))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Paused.class)
            .thenEffects();

    // When
    Given resumed = paused.when(command(90, CommandKind.RESUME));

    // Then
    resumed.thenPhase(Phase.Planning.class);
    assertThat(resumed.live().startedAt()).isEqualTo(at(90));
  }

  @Test
  void shouldGoOnWaitingWhenResumedBeforeThePermitCame() {
    given(goal("team=a"), command(1, CommandKind.PAUSE))
        .when(command(2, CommandKind.RESUME))
        .thenPhase(Phase.Queued.class)
        .when(granted(3, "team=a"))
        .thenPhase(Phase.Planning.class);
  }

  @Test
  void shouldTakeASignalAndANewBudgetWhileItWaits() {
    Given queued =
        given(goal("team=a"))
            .when(People.signal(1, 10))
            .then(Disposition.APPLIED)
            .when(People.amend(2, Map.of(Dimension.ITERATIONS, 3L)))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Queued.class);

    Given begun = queued.when(granted(3, "team=a"));
    assertThat(begun.effect(Effect.RequestPlan.class).context()).containsExactly(1L);
    assertThat(begun.live().ledger().line(Dimension.ITERATIONS).limit()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = CommandKind.class,
      names = {"APPROVE", "EDIT", "REJECT", "RESUME"})
  void shouldRefuseWhatNeedsARunningLoopWhileItWaits(CommandKind kind) {
    given(goal("team=a"))
        .when(command(1, kind))
        .then(Disposition.REFUSED)
        .thenPhase(Phase.Queued.class)
        .thenUnchanged();
  }

  @Test
  void shouldRefuseAnAnswerWhileItWaits() {
    given(goal("team=a"))
        .when(planned(1, plan(1, 1), "workspace"))
        .then(Disposition.REFUSED)
        .thenUnchanged();
  }

  @Test
  void shouldStopAtOnceWhenNothingMayBeSpentAndThePermitComes() {
    Given ended =
        given(goal(limits(Dimension.ITERATIONS, 0), "team=a"))
            .when(granted(1, "team=a"))
            .thenStops(StopReason.MAX_ITERATIONS);

    assertThat(released(ended)).containsExactly("team=a");
  }

  @Test
  void shouldSetAPermitOfAnUnknownLoopAside() {
    given(new LoopState.Absent())
        .when(granted(1, "team=a"))
        .then(Disposition.REFUSED)
        .thenEffects(Effect.SetAside.class);
  }
}
