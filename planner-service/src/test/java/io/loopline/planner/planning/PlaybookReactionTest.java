package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static io.loopline.planner.planning.Requests.check;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybookReactionTest {
  private static Requests playbook() {
    return request()
        .step("load", "verdict == null", action("load", "sql", "{\"script\":\"first\"}"))
        .step("types", "failed('types')", action("cast", "sql", "{\"script\":\"cast\"}"))
        .step("years", "failed('years')", action("fix", "sql", "{\"script\":\"years\"}"))
        .step("report", null, action("report", "workspace", "{\"operation\":\"list\"}"));
  }

  @Test
  void shouldStartWithTheFirstStepWhenThereIsNoVerdict() {
    Plan plan = Plans.plan(playbook());

    assertThat(plan)
        .isEqualTo(
            new Plan(
                "load",
                "because of load",
                List.of(new ActionSpec("load", "sql", "{\"script\":\"first\"}", false, false))));
  }

  @Test
  void shouldTakeTheStepOfTheCheckThatFailed() {
    Requests yearsFailed = playbook().verdict(1, 0.5, check("types", true), check("years", false));

    assertThat(Plans.plan(yearsFailed).getStep()).isEqualTo("years");
  }

  @Test
  void shouldTakeTheEarlierStepWhenBothChecksFailed() {
    Requests bothFailed = playbook().verdict(1, 0, check("types", false), check("years", false));

    assertThat(Plans.plan(bothFailed).getStep()).isEqualTo("types");
  }

  @Test
  void shouldFallThroughToTheLaterStepWhenNothingFailed() {
    Requests allPassed = playbook().verdict(1, 1, check("types", true), check("years", true));

    assertThat(Plans.plan(allPassed).getStep()).isEqualTo("report");
  }

  @Test
  void shouldForgetAnEarlierFailureWhenTheLastVerdictPassedIt() {
    Requests repaired = playbook().verdict(1, 0, check("types", false));
    repaired.verdict(2, 0.5, check("types", true), check("years", false));

    assertThat(Plans.plan(repaired).getStep()).isEqualTo("years");
  }

  @Test
  void shouldPlanNoActionsWhenNoStepHolds() {
    Requests request = request().step("never", "false", action("a", "noop", "{}"));

    assertThat(Plans.plan(request))
        .isEqualTo(new Plan("none", "no step of the playbook holds", List.of()));
  }

  @Test
  void shouldKeepOrderAndParallelismOfActions() {
    Requests request =
        request()
            .step(
                "fan",
                null,
                new ActionSpec("b", "noop", "{}", true, false),
                new ActionSpec("a", "noop", "{}", true, false),
                new ActionSpec("c", "noop", "{}", false, false));

    assertThat(Plans.plan(request).getActions())
        .containsExactly(
            new ActionSpec("b", "noop", "{}", true, false),
            new ActionSpec("a", "noop", "{}", true, false),
            new ActionSpec("c", "noop", "{}", false, false));
  }

  @Test
  void shouldExplainWithFeedbackWhenTheRationaleHasATemplate() {
    Requests request =
        request()
            .explained("repair", "found {{ checks.types.found }}: {{ checks.types.feedback }}")
            .verdict(1, 0, check("types", false));

    assertThat(Plans.plan(request).getRationale()).isEqualTo("found 3 rows: fix types");
  }
}
