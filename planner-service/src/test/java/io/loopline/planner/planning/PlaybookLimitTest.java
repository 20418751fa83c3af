package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookLimitTest {
  private static final String GROWS = "the expression builds more than 1048576 characters";

  @ParameterizedTest
  @ValueSource(strings = {"a + a", "a.replace('x', a)", "[a, a].join('')"})
  void shouldStopAnExpressionThatKeepsDoublingAText(String doubling) {
    String expression = "['xx']" + (".map(a, " + doubling + ")").repeat(40) + ".size() > 0";

    assertThat(terminal(expression)).contains(GROWS);
  }

  @Test
  void shouldStopAnExpressionThatKeepsDoublingAList() {
    String expression = "[[1]]" + ".map(a, a + a)".repeat(40) + ".size() > 0";

    assertThat(terminal(expression)).contains(GROWS);
  }

  @Test
  void shouldStopAnExpressionThatLoopsTooLong() {
    String many = IntStream.range(0, 40).boxed().toList().toString();
    String expression = many + ".all(a, " + many + ".all(b, a + b >= 0))";

    assertThat(terminal(expression)).contains("Iteration budget exceeded: 1000");
  }

  @Test
  void shouldRefuseAnExpressionThatIsTooLong() {
    assertThat(terminal("'" + "x".repeat(9_000) + "' == ''"))
        .contains("exceeds limit")
        .contains("8192");
  }

  @Test
  void shouldRefuseAPlanThatMultipliesItsInputs() {
    String big = "\"" + "x".repeat(100_000) + "\"";
    String arguments = "{\"v\":\"" + "{{ inputs.big }} ".repeat(10_000) + "\"}";

    Failure failure =
        Plans.failure(request().input("big", big).step("s", null, action("a", "noop", arguments)));

    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage())
        .startsWith("playbook step \"s\": planner.playbook[0].actions[0].arguments.v: ")
        .contains("the plan is larger than 200 KiB");
  }

  @Test
  void shouldMeasureThePlanInBytesWhenItsTextIsNotLatin() {
    // Given 150,000 characters in all, which are 300,000 bytes.
    ActionSpec action = action("a", "noop", "{\"v\":\"" + "é".repeat(75_000) + "\"}");
    ActionSpec other = action("b", "noop", action.getArgumentsJson());

    // When
    Failure failure = Plans.failure(request().step("s", null, action, other));

    // Then
    assertThat(failure.getMessage()).contains("planner.playbook[0]: the plan is larger than");
  }

  @Test
  void shouldAcceptAPlanJustUnderTheLimit() {
    ActionSpec action = action("a", "noop", "{\"v\":\"" + "x".repeat(204_000) + "\"}");

    assertThat(Plans.plan(request().step("s", null, action)).getActions()).containsExactly(action);
  }

  private static String terminal(String when) {
    Failure failure = Plans.failure(request().step("s", when));
    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(2_000);
    return failure.getMessage();
  }
}
