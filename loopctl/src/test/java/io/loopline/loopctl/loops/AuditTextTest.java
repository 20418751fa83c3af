package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Disposition;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTextTest {

  @Test
  void shouldTellEveryDecisionItsCauseItsCostAndTheEnd() {
    // Given
    LoopHistory history =
        new LoopHistory(
            "demo", Events.history("demo"), Events.exhausted("demo").build(), List.of());

    // When
    List<String> lines = AuditText.lines(history);

    // Then
    assertThat(lines)
        .containsExactly(
            "Audit of loop demo",
            "objective: Clean the movies",
            "#1      2026-11-23T12:00:00.000Z  +0.0s     GoalReceived       ABSENT -> PLANNING      "
                + " iteration 1 attempt 1",
            "        cause: record loop.inbox/1/41",
            "        budgets: iterations 1 / 10, tokens 0 / 1,000,000, cost $0.00 / $2.00,"
                + " tool calls 0 / 25, wall clock 0.0s / 30m 00s, children 0 / 8",
            "        effects: RequestPlan demo/1/1",
            "#2      2026-11-23T12:00:01.000Z  +1.0s     PlanAnswered       PLANNING -> EXECUTING   "
                + " iteration 1 attempt 1",
            "        cause: record loop.plans/1/7",
            "        budgets: tool calls 0 + 1 held / 25, wall clock 1.0s / 30m 00s",
            "        effects: RequestPlan demo/2/1",
            "#3      2026-11-23T12:00:02.000Z  +2.0s     VerdictGiven       VERIFYING -> PLANNING   "
                + " iteration 2 attempt 1  score 0.500",
            "        note: no_future_years failed: expected 0 rows, found 12",
            "        cause: record loop.inbox/1/43",
            "        budgets: iterations 2 / 10, tool calls 1 / 25, wall clock 2.0s / 30m 00s",
            "        crossed: ITERATIONS 50%",
            "        effects: RequestPlan demo/3/1",
            "#4      2026-11-23T12:00:03.000Z  +3.0s     VerdictGiven       VERIFYING -> TERMINATED "
                + " iteration 2  score 1.000  SUCCEEDED (GOAL_ACHIEVED)",
            "        cause: record loop.inbox/1/44",
            "        budgets: tool calls 2 / 25, wall clock 3.0s / 30m 00s",
            "        effects: RequestPlan demo/4/1",
            "4 decisions: 4 APPLIED",
            "Ended EXHAUSTED (MAX_ITERATIONS) after 2 iterations: all 2 iterations are used up",
            "still missing: no_future_years: expected 0 rows, found 12");
  }

  @Test
  void shouldNameGapsTimersAndInputThatWasNotApplied() {
    // Given
    List<LoopTransition> transitions = new ArrayList<>();
    transitions.add(
        Events.transition("demo", 3, "TimerFired", LoopPhase.PLANNING, LoopPhase.PLANNING)
            .setCause(Events.cause("TimerFired", null))
            .setChanges(List.of("nudged the planner: a, b", "strategy level 0 -> 1"))
            .build());
    transitions.add(
        Events.transition("demo", 4, "PlanAnswered", LoopPhase.PLANNING, LoopPhase.PLANNING)
            .setDisposition(Disposition.DUPLICATE)
            .build());

    // When
    List<String> lines = AuditText.lines(new LoopHistory("demo", transitions, null, List.of()));

    // Then
    assertThat(lines)
        .contains(
            "        decisions #1 to #2 are missing: deleted by retention or unreadable",
            "        cause: timer due 2026-11-23T12:00:30.000Z",
            "        changed: nudged the planner: a, b",
            "        changed: strategy level 0 -> 1",
            "        not applied: DUPLICATE",
            "2 decisions: 1 APPLIED, 1 DUPLICATE",
            "The loop has no result yet.");
  }
}
