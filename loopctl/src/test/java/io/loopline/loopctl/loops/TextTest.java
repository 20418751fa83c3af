package io.loopline.loopctl.loops;

import static io.loopline.loopctl.loops.Events.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.BudgetDimension;
import io.loopline.event.Disposition;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0.0s",
    "0, 0.0s",
    "1250, 1.3s",
    "9999, 10.0s",
    "10000, 10s",
    "59999, 59s",
    "123000, 2m 03s",
    "7260000, 2h 01m",
    "180000000, 2d 02h"
  })
  void shouldSayADurationInItsLargestUnits(long milliseconds, String words) {
    assertThat(Words.duration(Duration.ofMillis(milliseconds))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "COST, 1234567, $1.23",
    "WALL_CLOCK, 90000, 1m 30s",
    "TOKENS, 1000000, '1,000,000'",
    "ITERATIONS, 3, 3"
  })
  void shouldSayAnAmountInTheUnitOfItsBudget(BudgetDimension dimension, long amount, String words) {
    assertThat(Words.amount(dimension, amount)).isEqualTo(words);
  }

  @Test
  void shouldTakeTheControlCharactersOutOfForeignText() {
    // Given
    String hostile = "a\u001b[2Jb\nc\u202ed\u009be\u2028f";

    // When
    String plain = Words.plain(hostile);

    // Then
    assertThat(plain).isEqualTo("a [2Jb c d e f");
    assertThat(Words.clipped(hostile, 8)).isEqualTo("a [2J...");
  }

  @Test
  void shouldDrawSpentHeldAndFree() {
    // Given
    List<LedgerLine> ledger =
        List.of(
            Events.line(BudgetDimension.ITERATIONS, 10, 5, 0),
            Events.line(BudgetDimension.TOOL_CALLS, 24, 6, 2),
            Events.line(BudgetDimension.TOKENS, 1_000_000, 0, 0),
            Events.line(BudgetDimension.COST, 2_000_000, 1_999_999, 0),
            Events.line(BudgetDimension.WALL_CLOCK, 60_000, 1_000, 0),
            Events.line(BudgetDimension.CHILDREN, 0, 1, 5));

    // When
    List<String> bars = Bars.of(ledger, Duration.ofSeconds(30));

    // Then
    assertThat(bars)
        .containsExactly(
            "iterations  [############------------] 5 / 10",
            "tool calls  [######++----------------] 6 + 2 held / 24",
            "cost        [#######################-] $2.00 / $2.00",
            "wall clock  [############------------] 30s / 1m 00s",
            "children    [########################] 1 + 5 held / 0");
  }

  @Test
  void shouldPutATransitionOnOneLine() {
    // Given
    LoopTransition verdict = Events.history("demo").get(2);
    LoopTransition late =
        Events.transition("demo", 12, "PlanAnswered", LoopPhase.EXECUTING, LoopPhase.EXECUTING)
            .setDisposition(Disposition.LATE)
            .setAttempt(0)
            .setNote("an answer\nto an old request")
            .build();

    // When
    List<String> lines =
        List.of(
            TransitionText.line(verdict),
            TransitionText.line(Events.last("demo")),
            TransitionText.line(late));

    // Then
    assertThat(lines)
        .containsExactly(
            "2026-11-23T12:00:02.000Z  #3   VerdictGiven       VERIFYING -> PLANNING   "
                + " iteration 2 attempt 1  score 0.500  ITERATIONS 50%"
                + "  no_future_years failed: expected 0 rows, found 12",
            "2026-11-23T12:00:03.000Z  #4   VerdictGiven       VERIFYING -> TERMINATED "
                + " iteration 2  score 1.000  SUCCEEDED (GOAL_ACHIEVED)",
            "2026-11-23T12:00:11.000Z  #12  PlanAnswered       EXECUTING               "
                + " iteration 1  LATE  an answer to an old request");
  }

  @Test
  void shouldShowPhaseScoreAndBudgetsOfARunningLoop() {
    // Given
    List<LoopTransition> history = Events.history("demo");
    LoopSummary loop = LoopSummary.first(history.get(0)).then(history.get(1)).then(history.get(2));

    // When
    List<String> lines = ProgressText.lines(loop, history.get(2), START.plusSeconds(90), 60);

    // Then
    assertThat(lines)
        .containsExactly(
            "loop demo  PLANNING  iteration 2  1m 30s",
            "score       0.500  best 0.500",
            "iterations  [####--------------------] 2 / 10",
            "tool calls  [#-----------------------] 1 / 25",
            "wall clock  [#-----------------------] 1m 30s / 30m 00s",
            "last        #3 VerdictGiven: no_future_years failed: expe...");
  }

  @Test
  void shouldShowAnUnjudgedSecondAttempt() {
    // Given
    LoopSummary loop =
        LoopSummary.first(
            Events.transition("demo", 1, "GoalReceived", LoopPhase.ABSENT, LoopPhase.PLANNING)
                .setAttempt(2)
                .setLedger(List.of())
                .build());

    // When
    List<String> lines = ProgressText.lines(loop, null, START, 80);

    // Then
    assertThat(lines)
        .containsExactly(
            "loop demo  PLANNING  iteration 1 (attempt 2)  0.0s", "score       not judged yet");
  }

  @Test
  void shouldListLoopsAsATable() {
    // Given
    List<LoopSummary> loops =
        LoopHistory.summaries(
            List.of(
                Events.transition("b-runs", 1, "GoalReceived", LoopPhase.ABSENT, LoopPhase.PLANNING)
                    .build()),
            List.of(Events.exhausted("a-long-name").build()));

    // When
    List<String> lines = ListText.lines(loops, START.plusSeconds(75));

    // Then
    assertThat(lines)
        .containsExactly(
            "LOOP         STANDING   STOP REASON     ITERATIONS  SCORE  TOOK    STARTED",
            "a-long-name  EXHAUSTED  MAX_ITERATIONS  2           0.500  3.0s   "
                + " 2026-11-23T12:00:00.000Z",
            "b-runs       PLANNING   -               1           -      1m 15s "
                + " 2026-11-23T12:00:00.000Z");
    assertThat(ListText.lines(List.of(), START))
        .containsExactly("No loops yet. Start one: loop submit FILE");
  }

  @Test
  void shouldTellAResultInWords() {
    // Given
    ResultFiles files =
        new ResultFiles.Listed(
            List.of(
                new ResultFiles.StoredFile(
                    "movies.parquet", "ef".repeat(32), 12_345, Path.of("/store/ef/efef"))));

    // When
    List<String> lines = ResultText.lines(Events.exhausted("demo").build(), files);

    // Then
    assertThat(lines)
        .containsExactly(
            "Loop demo: EXHAUSTED (MAX_ITERATIONS)",
            "  all 2 iterations are used up",
            "objective    Clean the movies",
            "took         2 iterations in 3.0s, ended 2026-11-23T12:00:03.000Z",
            "iterations   2 / 10",
            "tool calls   2 / 25",
            "wall clock   3.0s / 30m 00s",
            "score        0.500 in iteration 2",
            "  FAIL no_future_years: expected 0 rows, found 12 rows",
            "still missing",
            "  - no_future_years: expected 0 rows, found 12",
            "files        1 file",
            "  movies.parquet  12,345 bytes  /store/ef/efef");
  }

  @Test
  void shouldTellAResultThatNothingWasJudgedFor() {
    // When
    List<String> lines =
        ResultText.lines(
            Events.result("demo").setBest(null).setLedger(List.of()).build(),
            new ResultFiles.None());

    // Then
    assertThat(lines).contains("score        nothing was judged", "files        none").hasSize(6);
  }
}
