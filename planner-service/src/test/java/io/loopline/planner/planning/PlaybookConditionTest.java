package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.check;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookConditionTest {
  @Test
  void shouldSeeWhatPeopleSaid() {
    assertThat(holds(request(), "signals.size() == 0")).isTrue();
    assertThat(
            holds(
                request().signal("use the old prices").signal("hurry"),
                "signals.exists(s, s.contains('old prices')) && signals[1] == 'hurry'"))
        .isTrue();
  }

  @Test
  void shouldSeeTheStrategyOfTheRequest() {
    assertThat(holds(request(), "strategy.level == 0 && !strategy.shrink")).isTrue();
    assertThat(holds(request().strategy(2, true), "strategy.level > 1 && strategy.shrink"))
        .isTrue();
    assertThat(holds(request().strategy(1, false), "strategy.level > 1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          verdict == null                                          | true
          verdict != null && verdict.score > 0                     | false
          checks.size() == 0                                       | true
          failed('types')                                          | false
          observations.size() == 0                                 | true
          workspace == null                                        | true
          goal.objective == 'clean the data'                       | true
          goal.constraints.size() == 0                             | true
          """)
  void shouldSeeNothingButTheGoalWhenNothingHappenedYet(String condition, boolean expected) {
    assertThat(holds(request(), condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          verdict != null                                          | true
          verdict.score == 0.25 && verdict.best_score == 0.25      | true
          verdict.score < 1                                        | true
          verdict.decision == 'CONTINUE'                           | true
          verdict.feedback.contains('not')                         | true
          verdict.iteration == 2                                   | true
          failed('types')                                          | true
          failed('years')                                          | false
          failed('unknown')                                        | false
          checks.types.passed                                      | false
          checks['years'].passed                                   | true
          checks.types.found.startsWith('3')                       | true
          checks.types.feedback == 'fix types'                     | true
          checks.types.expected == 'none' && checks.types.required | true
          checks.exists(name, !checks[name].passed)                | true
          checks.filter(name, failed(name)) == ['types']           | true
          checks.all(name, checks[name].score >= 1)                | false
          'stale' in checks                                        | false
          """)
  void shouldSeeTheLastVerdictWhenThereAreTwo(String condition, boolean expected) {
    Requests request =
        request()
            .verdict(1, 0.75, check("stale", false))
            .verdict(2, 0.25, check("types", false), check("years", true));
    assertThat(holds(request, condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          observations.count.ok && observations.count.tool == 'sql'      | true
          observations.count.result.rows[0].n > 10                       | true
          observations.count.result.rows[0].n == 12.0                    | true
          observations.count.result.share < 0.5                          | true
          observations.count.result.missing == null                      | true
          has(observations.count.result.rows)                            | true
          has(observations.count.result.columns)                         | false
          observations.count.failure == null                             | true
          observations.broken.ok                                         | false
          observations.broken.failure.kind == 'TOOL_FAILED'              | true
          observations.broken.failure.details.exists(d, d.contains('x')) | true
          observations.broken.result == null                             | true
          'old' in observations                                          | false
          has(observations.old)                                          | false
          observations.count.summary.matches('^se+n$')                   | true
          """)
  void shouldSeeTheNewestIterationThatHasObservations(String condition, boolean expected) {
    Failure failure = new Failure(FailureKind.TOOL_FAILED, "no table", null, List.of("x: y"));
    Requests request =
        request()
            .observed(1, "old", "{}")
            .observed(2, "count", "{\"rows\":[{\"n\":12}],\"share\":0.25,\"missing\":null}")
            .observed(2, "broken", null, failure)
            .verdict(3, 0);
    assertThat(holds(request, condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          inputs.limit == 5 && inputs.ratio > 0.1                  | true
          inputs.tags[1] == 'b' && inputs.tags.size() == 2         | true
          inputs.nothing == null                                   | true
          inputs.movies.path == 'data/movies.json'                 | true
          inputs.movies.size == 42                                 | true
          inputs['dashed-name'] == true                            | true
          inputs.huge > 9.2e18                                     | true
          has(inputs.absent)                                       | false
          workspace.sha256 == 'cafe'                               | true
          """)
  void shouldSeeInputsAndWorkspace(String condition, boolean expected) {
    Requests request =
        request()
            .input("limit", "5")
            .input("ratio", "0.5")
            .input("tags", "[\"a\",\"b\"]")
            .input("nothing", "null")
            .input("dashed-name", "true")
            .input("huge", "123456789012345678901234567890")
            .file("movies", "data/movies.json")
            .workspace("cafe");
    assertThat(holds(request, condition)).isEqualTo(expected);
  }

  private static boolean holds(Requests request, String condition) {
    String step = Plans.plan(request.step("yes", condition)).getStep();
    assertThat(step).isIn("yes", PlaybookPlanner.NO_STEP);
    return step.equals("yes");
  }
}
