package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a loop changes its strategy. */
class AdaptationTest {
  private static final StuckTerms NEVER_STUCK =
      new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, java.util.List.of());

  private final Rounds loop =
      Rounds.started(
          new GuardTerms(NEVER_STUCK, new AdaptiveTerms(true, 3, 2, 2, 80), ContextTerms.DEFAULT));

  @Test
  void shouldRaiseTheLevelWhenTheScoreStays() {
    // When
    Rounds.upTo(12).forEach(i -> loop.play(Round.ok(0.5, "sql", i, "w" + i)));

    // Then
    assertThat(loop.changes())
        .containsExactly(
            "4 strategy level 0 -> 1 (temperature step 1, model step 0): 3 iterations without a"
                + " better score",
            "7 strategy level 1 -> 2 (temperature step 1, model step 1): 6 iterations without a"
                + " better score");
    assertThat(loop.effects(Effect.RequestPlan.class))
        .extracting(request -> request.strategy().level())
        .startsWith(0, 0, 0, 0, 1, 1, 1, 2);
  }

  @Test
  void shouldLowerTheLevelWhenTheScoreKeepsGettingBetter() {
    // Given
    Rounds.upTo(7).forEach(i -> loop.play(Round.ok(0.1, "sql", i, "w" + i)));

    // When
    Rounds.upTo(4).forEach(i -> loop.play(Round.ok(0.1 + 0.1 * i, "sql", i, "v" + i)));

    // Then
    assertThat(loop.changes().subList(2, 4))
        .containsExactly(
            "9 strategy level 2 -> 1 (temperature step 1, model step 0): 2 better scores in a row",
            "11 strategy level 1 -> 0 (temperature step 0, model step 0): 2 better scores in a row");
    assertThat(loop.live().guards().strategy().level()).isZero();
  }

  @Test
  void shouldKeepOutputShortWhenTheTokensAreNearlySpent() {
    // Given
    LoopState.Live live = loop.live();
    Ledger spent = live.ledger().settle(Dimension.TOKENS, 0, 800);
    Draft draft = new Draft(withLedger(live, spent), Fixture.at(1));

    // When
    Adaptation.nearLimit(draft);
    Adaptation.nearLimit(draft);

    // Then
    assertThat(draft.guards.strategy().shrunk()).isTrue();
    assertThat(draft.finish(Disposition.APPLIED).changes())
        .containsExactly("output is kept short: 80% of the budget of TOKENS is spent");
  }

  @Test
  void shouldNotMoveWhenTheGoalSwitchesItOff() {
    // Given
    Rounds fixed =
        Rounds.started(
            new GuardTerms(
                NEVER_STUCK, new AdaptiveTerms(false, 3, 2, 2, 80), ContextTerms.DEFAULT));

    // When
    Rounds.upTo(12).forEach(i -> fixed.play(Round.ok(0.5, "sql", i, "w" + i)));

    // Then
    assertThat(fixed.changes()).isEmpty();
    assertThat(fixed.live().guards().strategy().level()).isZero();
  }

  private static LoopState.Live withLedger(LoopState.Live live, Ledger ledger) {
    return new LoopState.Live(
        live.loopId(),
        live.goalHash(),
        live.terms(),
        live.sequence(),
        live.startedAt(),
        live.iteration(),
        live.phase(),
        ledger,
        live.context(),
        live.workspace(),
        live.best(),
        live.lastIssued(),
        live.lastAnswered(),
        live.wakeAt(),
        live.guards(),
        live.commands(),
        live.family());
  }
}
