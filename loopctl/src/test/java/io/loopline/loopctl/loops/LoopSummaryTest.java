package io.loopline.loopctl.loops;

import static io.loopline.loopctl.loops.Events.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Disposition;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopSummaryTest {

  @Test
  void shouldFollowPhaseIterationScoreAndLedger() {
    // Given
    List<LoopTransition> history = Events.history("demo");

    // When
    LoopSummary loop = LoopSummary.first(history.get(0)).then(history.get(1)).then(history.get(2));

    // Then
    assertThat(loop)
        .isEqualTo(
            new LoopSummary(
                "demo",
                LoopPhase.PLANNING,
                null,
                null,
                2,
                1,
                0.5,
                0.5,
                Events.ledger(2, 1, 0, 2_000),
                START,
                START.plusSeconds(2),
                3));
    assertThat(loop.standing()).isEqualTo("PLANNING");
    assertThat(loop.age(START.plusSeconds(60))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void shouldKeepTheBestScoreWhenALaterOneIsLower() {
    // Given
    LoopSummary judged = LoopSummary.first(Events.history("demo").get(2));

    // When
    LoopSummary worse =
        judged.then(
            Events.transition("demo", 4, "VerdictGiven", LoopPhase.VERIFYING, LoopPhase.PLANNING)
                .setScore(0.25)
                .build());

    // Then
    assertThat(worse.score()).isEqualTo(0.25);
    assertThat(worse.bestScore()).isEqualTo(0.5);
  }

  @Test
  void shouldStayAsItEndedWhenLateAnswersCome() {
    // Given
    LoopSummary ended = LoopSummary.first(Events.last("demo"));

    // When
    LoopSummary after =
        ended.then(
            Events.transition("demo", 5, "PlanAnswered", LoopPhase.TERMINATED, LoopPhase.TERMINATED)
                .setDisposition(Disposition.LATE)
                .setIteration(0)
                .setLedger(List.of())
                .build());

    // Then
    assertThat(after).isEqualTo(ended);
    assertThat(after.standing()).isEqualTo("SUCCEEDED");
    assertThat(after.age(START.plusSeconds(600))).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldTakeTheEndFromTheResult() {
    // Given
    List<LoopTransition> history = Events.history("demo").subList(0, 3);

    // When
    List<LoopSummary> loops =
        LoopHistory.summaries(
            history,
            List.of(
                Events.exhausted("demo").build(),
                Events.result("older").setStartedAt(START.minusSeconds(60)).build()));

    // Then
    assertThat(loops).extracting(LoopSummary::loopId).containsExactly("older", "demo");
    assertThat(loops.getLast().outcome()).isEqualTo(Outcome.EXHAUSTED);
    assertThat(loops.getLast().stopReason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(loops.getLast().age(START.plusSeconds(600))).isEqualTo(Duration.ofSeconds(3));
  }
}
