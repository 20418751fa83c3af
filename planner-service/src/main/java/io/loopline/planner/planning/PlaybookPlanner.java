package io.loopline.planner.planning;

import io.loopline.event.ActionSpec;
import io.loopline.event.FailureKind;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Policy;
import io.loopline.planner.planning.PlanOutcome.Planned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes plans from a playbook: the first step whose condition holds, its templates filled in. The
 * same request always gives the same plan. Safe for concurrent use.
 */
final class PlaybookPlanner implements Planner {
  /** Name of the plan without actions when no condition holds. */
  static final String NO_STEP = "none";

  private static final int PROGRAMS_KEPT = 1_000;

  private final Expressions expressions = new Expressions(PROGRAMS_KEPT);
  private final Set<String> tools;

  /**
   * @param tools names of the tools of this deployment
   */
  PlaybookPlanner(Set<String> tools) {
    this.tools = Set.copyOf(tools);
  }

  @Override
  public PlanOutcome plan(PlanRequest request) {
    try {
      Map<String, Object> variables = PlaybookVariables.of(request);
      List<PlaybookStep> steps = request.getPlanner().getPlaybook();
      for (int i = 0; i < steps.size(); i++) {
        PlaybookStep step = steps.get(i);
        if (holds(step, PlaybookPath.step(i), variables)) {
          return plan(step, PlaybookPath.step(i), variables, request.getPolicy());
        }
      }
    } catch (PlaybookException e) {
      return PlanOutcome.terminal(e.reason());
    }
    return new Planned(new Plan(NO_STEP, "no step of the playbook holds", List.of()));
  }

  private boolean holds(PlaybookStep step, String path, Map<String, Object> variables)
      throws PlaybookException {
    if (step.getWhen() == null) {
      return true;
    }
    try {
      return expressions.holds(step.getWhen(), variables);
    } catch (PlaybookException e) {
      throw e.in(PlaybookPath.when(path)).in(named(step));
    }
  }

  private PlanOutcome plan(
      PlaybookStep step, String path, Map<String, Object> variables, Policy policy)
      throws PlaybookException {
    List<String> refused = refusedTools(step, path, policy);
    if (!refused.isEmpty()) {
      return PlanOutcome.failed(
          FailureKind.INVALID_OUTPUT, named(step) + ": names tools it may not use", refused);
    }
    try {
      Plan plan = rendered(step, path, new Rendering(expressions, variables));
      if (Plan.getEncoder().encode(plan).remaining() > PlanSize.MAX_BYTES) {
        throw PlanSize.tooLarge().in(path);
      }
      return new Planned(plan);
    } catch (PlaybookException e) {
      throw e.in(named(step));
    } catch (IOException e) {
      throw new UncheckedIOException("bug: encoding into memory failed", e);
    }
  }

  private static Plan rendered(PlaybookStep step, String path, Rendering rendering)
      throws PlaybookException {
    String rationale = rendering.text(step.getRationale(), PlaybookPath.rationale(path));
    List<ActionSpec> actions = new ArrayList<>();
    for (int i = 0; i < step.getActions().size(); i++) {
      ActionSpec action = step.getActions().get(i);
      String field = PlaybookPath.arguments(PlaybookPath.action(path, i));
      String arguments = rendering.arguments(action.getTool(), action.getArgumentsJson(), field);
      actions.add(
          new ActionSpec(
              action.getName(),
              action.getTool(),
              arguments,
              action.getParallel(),
              action.getPolling()));
    }
    return new Plan(step.getName(), rationale, actions);
  }

  private List<String> refusedTools(PlaybookStep step, String path, Policy policy) {
    List<String> allowed = policy.getAllowedTools();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < step.getActions().size(); i++) {
      String tool = step.getActions().get(i).getTool();
      String field = PlaybookPath.tool(PlaybookPath.action(path, i));
      if (!tools.contains(tool)) {
        refused.add(field + ": unknown tool " + tool + "; known are " + new TreeSet<>(tools));
      } else if (!allowed.isEmpty() && !allowed.contains(tool)) {
        refused.add(field + ": tool " + tool + " is not in policy.allowed_tools " + allowed);
      }
    }
    return refused;
  }

  private static String named(PlaybookStep step) {
    return "playbook step \"" + step.getName() + "\"";
  }
}
