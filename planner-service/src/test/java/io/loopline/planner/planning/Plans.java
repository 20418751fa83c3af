package io.loopline.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import java.util.Set;

/** Plans a request with the tools noop, sql and workspace, and takes the outcome apart. */
final class Plans {
  static final Set<String> TOOLS = Set.of("noop", "sql", "workspace");

  private Plans() {}

  static PlanOutcome outcome(Requests request) {
    return outcome(PlanningEngine.ofPlaybooks(TOOLS), request.build());
  }

  static PlanOutcome outcome(Planner planner, PlanRequest request) {
    try {
      return planner.plan(request);
    } catch (InterruptedException e) {
      throw new AssertionError("a playbook does not wait", e);
    }
  }

  static Plan plan(Requests request) {
    PlanOutcome outcome = outcome(request);
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    return ((PlanOutcome.Planned) outcome).plan();
  }

  static Failure failure(Requests request) {
    PlanOutcome outcome = outcome(request);
    assertThat(outcome).isInstanceOf(PlanOutcome.Failed.class);
    return ((PlanOutcome.Failed) outcome).failure();
  }

  /** Arguments of the only action after planning. */
  static String rendered(Requests request, String argumentsJson) {
    Plan plan = plan(request.step("only", null, Requests.action("act", "noop", argumentsJson)));
    return plan.getActions().getFirst().getArgumentsJson();
  }
}
