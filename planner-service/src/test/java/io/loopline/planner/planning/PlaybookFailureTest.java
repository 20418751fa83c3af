package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlannerKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          inputs.absent == 1        | key 'absent' is not present in map
          verdict.score < 1         | Error resolving field 'score'
          checks.types.passed       | key 'types' is not present in map
          1 / 0 == 1                | / by zero
          inputs.a +                | mismatched input
          nonsense == 1             | undeclared reference to 'nonsense'
          verdict.scor < 1          | undefined field 'scor'
          'text'                    | must be true or false, this is of type string
          dyn('text')               | neither true nor false
          """)
  void shouldNameStepFieldAndErrorWhenAConditionCannotBeEvaluated(String when, String error) {
    Failure failure = Plans.failure(request().step("first", "false").step("second", when));

    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage())
        .startsWith("playbook step \"second\": planner.playbook[1].when: ")
        .contains(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"v":["{{ inputs.absent }}"]}  | .v[0]: key 'absent' is not present in map
          {"v":{"w":"a {{ 1 / 0 }}"}}    | .v.w: / by zero
          {"v":"{{ type(1) }}"}          | .v: a value of this type has no JSON form
          {"v":"{{ 1.0 / 0.0 }}"}        | .v: JSON has no number Infinity
          {"v":"{{ inputs.a"}            | .v: the template at character 1 has no closing }}
          {"v":"x {{ }}"}                | .v: the template at character 3 is empty
          {"v":"{{ foo }}"}              | .v: undeclared reference to 'foo'
          {"v":                          | : is not JSON
          {"v":1,"v":2}                  | : is not JSON
          [1]                            | : is not a JSON object
          """)
  void shouldNameStepFieldAndErrorWhenArgumentsCannotBeMade(String arguments, String error) {
    Requests request =
        request().step("do", null, action("a", "noop", "{}"), action("b", "noop", arguments));

    Failure failure = Plans.failure(request);

    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage())
        .startsWith("playbook step \"do\": planner.playbook[0].actions[1].arguments" + error);
  }

  @Test
  void shouldNameEveryToolThatTheStepMayNotUse() {
    Requests request =
        request()
            .allowing("sql", "browser")
            .step(
                "go",
                null,
                action("a", "browser", "{}"),
                action("b", "sql", "{}"),
                action("c", "noop", "{}"));

    assertThat(Plans.failure(request))
        .isEqualTo(
            new Failure(
                FailureKind.INVALID_OUTPUT,
                "playbook step \"go\": names tools it may not use",
                null,
                List.of(
                    "planner.playbook[0].actions[0].tool: unknown tool browser;"
                        + " known are [noop, sql, workspace]",
                    "planner.playbook[0].actions[2].tool: tool noop is not in"
                        + " policy.allowed_tools [sql, browser]")));
  }

  @Test
  void shouldNotMindAnUnknownToolWhenItsStepIsNotChosen() {
    Requests request =
        request().step("good", null).step("other", null, action("a", "browser", "{}"));

    assertThat(Plans.plan(request).getStep()).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource({
    "LLM, planner llm is not available in this version",
    "UNRECOGNIZED, planner unrecognized is not available in this version"
  })
  void shouldRefuseAPlannerThatThisVersionLacks(PlannerKind kind, String message) {
    assertThat(Plans.failure(request().kind(kind)))
        .isEqualTo(new Failure(FailureKind.TERMINAL, message, null, List.of()));
  }

  @Test
  void shouldNameTheObservationWhenItsResultIsNotJson() {
    Failure failure = Plans.failure(request().observed(1, "count", "{\"rows\":").step("s", null));

    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).startsWith("result of action count: is not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1 2", "nul"})
  void shouldNameTheInputWhenItsValueIsNotJson(String json) {
    Failure failure = Plans.failure(request().input("a", "1").input("b", json).step("s", null));

    assertThat(failure.getMessage()).startsWith("inputs[1].value: is ").contains("JSON");
  }
}
