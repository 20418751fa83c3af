package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a loop does that goes round in circles. */
class StuckTest {
  private static final AdaptiveTerms STEADY = new AdaptiveTerms(false, 3, 2, 2, 80);

  static Stream<Arguments> courses() {
    return Stream.of(
        row("same observation", i -> Round.ok(0.5, "sql", 7, "w"), 4, StopReason.STUCK_REPEATING),
        row("same error", i -> Round.failing(0.5, "sql", 7), 3, StopReason.STUCK_REPEATING),
        row(
            "alternating",
            i -> Round.ok(0.5, "sql", i % 2, "w" + i % 2),
            6,
            StopReason.STUCK_OSCILLATING),
        row("no actions", i -> Round.of(0.5), 3, StopReason.NO_PROGRESS),
        row("no better score", i -> Round.ok(0.5, "sql", i, "w" + i), 6, StopReason.NO_PROGRESS),
        row("worse scores", i -> Round.ok(0.5 / i, "sql", i, "w" + i), 6, StopReason.NO_PROGRESS),
        row("same workspace", i -> Round.ok(0.5, "sql", i, null), 5, StopReason.NO_PROGRESS));
  }

  private static Arguments row(
      String name, IntFunction<Round> rounds, int nudgedIn, StopReason reason) {
    return Arguments.of(name, rounds, nudgedIn, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("courses")
  void shouldNudgeAndThenStopWhenItIsStuck(
      String name, IntFunction<Round> rounds, int nudgedIn, StopReason reason) {
    // Given
    Rounds loop = Rounds.started(new GuardTerms(StuckTerms.DEFAULT, STEADY, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(nudgedIn + 3).forEach(i -> loop.play(rounds.apply(i)));

    // Then
    assertThat(loop.stopReason()).as(name).isEqualTo(reason);
    assertThat(loop.changes()).singleElement().asString().startsWith(nudgedIn + " nudged");
    assertThat(loop.effects(Effect.AppendNote.class)).hasSize(1);
    Effect.EmitResult result = loop.effects(Effect.EmitResult.class).getFirst();
    assertThat(result.iterations()).isEqualTo(nudgedIn + 1);
    assertThat(result.message()).startsWith("stuck: ").contains("best score 0.5 in iteration 1");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("courses")
  void shouldChangeItsStrategyBetweenNudgeAndStopWhenItMay(
      String name, IntFunction<Round> rounds, int nudgedIn, StopReason reason) {
    // Given
    AdaptiveTerms onlyWhenStuck = new AdaptiveTerms(true, 1_000, 2, 2, 80);
    Rounds loop =
        Rounds.started(new GuardTerms(StuckTerms.DEFAULT, onlyWhenStuck, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(nudgedIn + 5).forEach(i -> loop.play(rounds.apply(i)));

    // Then
    assertThat(loop.stopReason()).as(name).isEqualTo(reason);
    assertThat(loop.changes()).hasSize(3);
    assertThat(loop.changes().get(0)).startsWith(nudgedIn + " nudged the planner: ");
    assertThat(loop.changes().get(1)).startsWith(nudgedIn + 1 + " strategy level 0 -> 1");
    assertThat(loop.changes().get(2)).startsWith(nudgedIn + 2 + " strategy level 1 -> 2");
    assertThat(loop.effects(Effect.EmitResult.class).getFirst().iterations())
        .isEqualTo(nudgedIn + 3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("courses")
  void shouldGoOnWhenNothingIsLookedFor(
      String name, IntFunction<Round> rounds, int nudgedIn, StopReason reason) {
    // Given
    StuckTerms off = new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, List.of());
    Rounds loop = Rounds.started(new GuardTerms(off, STEADY, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(nudgedIn + 20).forEach(i -> loop.play(rounds.apply(i)));

    // Then
    assertThat(loop.isLive()).as(name + " " + reason).isTrue();
    assertThat(loop.changes()).isEmpty();
  }

  @Test
  void shouldStopWithoutProgressWhenTheContextIsCompactedAgainAndAgainWithoutAnEffect() {
    // Given
    StuckTerms terms = new StuckTerms(true, 0, 0, 0, 0, 0, 0, 3, List.of());
    Rounds loop = Rounds.started(new GuardTerms(terms, STEADY, ContextTerms.DEFAULT), 3, 200);

    // When
    Rounds.upTo(60).forEach(i -> loop.play(Round.failing(0.5, "sql", i)));

    // Then
    assertThat(loop.stopReason()).isEqualTo(StopReason.NO_PROGRESS);
    assertThat(loop.last().note()).contains("times the context was compacted and planned anew");
    assertThat(loop.effects(Effect.Compact.class)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void shouldSwitchOffOnlyThePatternWhoseThresholdIsZero() {
    // Given
    StuckTerms terms = new StuckTerms(true, 0, 0, 0, 0, 0, 0, 0, List.of());
    Rounds loop = Rounds.started(new GuardTerms(terms, STEADY, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(30).forEach(i -> loop.play(Round.failing(0.5, "sql", 7)));

    // Then
    assertThat(loop.isLive()).isTrue();
  }

  @Test
  void shouldShowTheNudgeToThePlannerOnceWhenItIsStuck() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT);

    // When
    Rounds.upTo(4).forEach(i -> loop.play(Round.ok(0.5, "sql", 7, "w")));

    // Then
    Effect.AppendNote note = loop.effects(Effect.AppendNote.class).getFirst();
    assertThat(note.kind()).isEqualTo(ContextKind.NUDGE);
    assertThat(note.text()).contains("action 0 (sql)", "4 iterations");
    assertThat(loop.effects(Effect.RequestPlan.class).getLast().context())
        .endsWith(note.sequence());
  }

  @Test
  void shouldForgetWhatWasRepeatedWhenTheScoreGetsBetter() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT);

    // When
    Rounds.upTo(30).forEach(i -> loop.play(Round.ok(i / 3 / 30.0, "sql", 7, "w")));

    // Then
    assertThat(loop.changes()).noneMatch(change -> change.contains("nudged"));
    assertThat(loop.live().guards().stuck().rung()).isEqualTo(Rung.NONE);
  }

  @Test
  void shouldGoOnWhenTheRepeatedActionIsDeclaredPolling() {
    // Given
    StuckTerms terms = new StuckTerms(true, 4, 3, 6, 3, 5, 5, 3, List.of("process"));
    Rounds loop =
        Rounds.started(new GuardTerms(terms, AdaptiveTerms.DEFAULT, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(40).forEach(i -> loop.play(Round.polling(0.5, "process")));

    // Then
    assertThat(loop.changes()).isEmpty();
    assertThat(loop.live().iteration()).isEqualTo(41);
  }

  @Test
  void shouldNotBelieveAPollingFlagWhenTheGoalDoesNotLetTheToolPoll() {
    // Given
    Rounds loop = Rounds.started(new GuardTerms(StuckTerms.DEFAULT, STEADY, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(5).forEach(i -> loop.play(Round.polling(0.5, "process")));

    // Then
    assertThat(loop.stopReason()).isEqualTo(StopReason.STUCK_REPEATING);
  }

  @Test
  void shouldCountARepetitionWithinOnePlanOnce() {
    // Given
    Rounds loop = Rounds.started(GuardTerms.DEFAULT);
    Round.Act act = new Round.Act("noop", 1, false, null, null);

    // When
    loop.play(Round.of(0.5, act, act, act, act, act, act));

    // Then
    assertThat(loop.live().guards().stuck().ring()).hasSize(1);
    assertThat(loop.changes()).isEmpty();
  }

  @Test
  void shouldTellAnActionOnAnotherWorkspaceApart() {
    // Given
    StuckTerms onlyErrors = new StuckTerms(true, 4, 3, 6, 3, 0, 0, 3, List.of());
    Rounds loop = Rounds.started(new GuardTerms(onlyErrors, STEADY, ContextTerms.DEFAULT));

    // When
    Rounds.upTo(20)
        .forEach(i ->
            loop.play(
                Round.of(
                    0.5,
                    new Round.Act("workspace", i, false, null, "w" + i),
                    new Round.Act("process", 1, false, FailureKind.TOOL_FAILED, null))));

    // Then
    assertThat(loop.changes()).isEmpty();
  }
}
