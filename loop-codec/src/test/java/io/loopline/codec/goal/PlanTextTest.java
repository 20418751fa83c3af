package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {

  @Test
  void shouldGiveTheSamePlanWhenItIsWrittenAndReadBack() {
    // Given
    Plan plan =
        new Plan(
            "by-hand",
            "because",
            List.of(
                new ActionSpec("count", "sql", "{\"script\":\"SELECT 1\"}", false, false),
                new ActionSpec("nothing", "noop", "{}", true, false)));

    // When
    PlanText.Reading reading = PlanText.read(PlanText.of(plan).toString());

    // Then
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.plan()).isEqualTo(plan);
  }

  @Test
  void shouldFillInWhatAPlanMayLeaveOut() {
    // When
    Plan plan = PlanText.read("{\"actions\": [{\"name\": \"a\", \"tool\": \"noop\"}]}").plan();

    // Then
    assertThat(plan)
        .isEqualTo(
            new Plan("edited", "", List.of(new ActionSpec("a", "noop", "{}", false, false))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ` `                                                    | the plan is empty
          {"actions": []}                                        | actions: a plan needs at least one action; reject the plan instead
          {}                                                     | actions: missing
          {"actions": [{"name": "a", "tool": "rm"}]}             | actions[0].tool: unknown tool 'rm' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)
          {"actions": [{"name": "a", "tool": "sql"}]}            | actions[0].arguments.script: missing
          {"actions": [{"name": "a", "tool": "noop", "when": 1}]} | actions[0].when: unknown field 'when' (one of name, tool, arguments, parallel, polling)
          {"actions": [{"name": "a", "tool": "noop"}, {"name": "a", "tool": "noop"}]} | actions[1].name: a second action of the name 'a'
          """)
  void shouldNameWhatIsWrong(String text, String problem) {
    // When
    PlanText.Reading reading = PlanText.read(text);

    // Then
    assertThat(reading.plan()).isNull();
    assertThat(reading.problems()).extracting(GoalProblem::text).containsExactly(problem);
  }

  @Test
  void shouldRefuseTextThatIsNoJson() {
    assertThat(PlanText.read("actions: [").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.text()).startsWith("not JSON: "));
  }
}
