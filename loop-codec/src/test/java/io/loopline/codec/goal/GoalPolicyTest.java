package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalPolicyTest {
  private static final Goal GOAL = Goals.event(Goals.valid());

  private static Goal applied(String policy) {
    GoalPolicy.Reading reading = GoalPolicy.applied(GOAL, Goals.json(policy));
    assertThat(reading.problems()).isEmpty();
    return Objects.requireNonNull(reading.goal());
  }

  private static List<String> problems(String policy) {
    return GoalPolicy.applied(GOAL, Goals.json(policy)).problems().stream()
        .map(GoalProblem::text)
        .toList();
  }

  @Test
  void shouldChangeWhatThePolicyNamesAndNothingElse() {
    Goal changed =
        applied(
            """
            {"budgets": {"iterations": 3, "cost_usd": 0.5}, "stuck": {"no_improvement": 2},
             "retry": {"maximum_attempts": 1}, "adaptive": {"maximum_level": 0},
             "timeouts": {"plan": "7s"}, "context": {"compact_at": 50}}
            """);

    Goal expected = Goal.newBuilder(GOAL).build();
    expected.getBudgets().setIterations(3);
    expected.getBudgets().setCostMicroUsd(500_000);
    expected.getStuck().setNoImprovement(2);
    expected.getRetry().setMaximumAttempts(1);
    expected.getAdaptive().setMaximumLevel(0);
    expected.getTimeouts().setPlanMs(7_000);
    expected.getContext().setCompactAt(50);
    assertThat(changed).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"budgets\": {\"iterations\": 0}} | budgets.iterations: must be at least 1, found 0",
        "{\"budgets\": {\"loops\": 1}} | budgets.loops: unknown field 'loops'",
        "{\"checks\": []} | checks: no part of a policy for a history, which has only adaptive, budgets, context, retry, stuck, timeouts",
        "{} | a policy has one or more of adaptive, budgets, context, retry, stuck, timeouts",
        "[] | a policy has one or more of adaptive, budgets, context, retry, stuck, timeouts",
        "{\"context\": {\"memory\": {}}} | context.memory: the planner's alone: what it recalled is the record's",
        "{\"stuck\": 7} | stuck: expected object, found 7"
      })
  void shouldNameWhatIsWrongWithAPolicy(String policy, String problem) {
    assertThat(problems(policy)).hasSize(1).first().asString().startsWith(problem);
  }
}
