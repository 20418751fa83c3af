package io.loopline.planner.planning;

import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.model.LanguageModel;
import io.loopline.planner.memory.PlannerMemory;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Hands each request to the planner its goal names. Immutable and safe for concurrent use.
 *
 * <p>A planner is a map entry: another kind joins by being put in, nothing else changes.
 */
public final class PlanningEngine implements Planner {
  private final Map<PlannerKind, Planner> planners;

  /**
   * @param planners the planners of this deployment by the kind that goals name
   */
  public PlanningEngine(Map<PlannerKind, Planner> planners) {
    this.planners = Map.copyOf(planners);
  }

  /**
   * An engine that makes plans from playbooks.
   *
   * @param tools names of the tools of this deployment; a plan may name no other
   */
  public static PlanningEngine ofPlaybooks(Set<String> tools) {
    return new PlanningEngine(Map.of(PlannerKind.PLAYBOOK, new PlaybookPlanner(tools)));
  }

  /**
   * An engine that makes plans from playbooks and with language models.
   *
   * @param tools names of the tools of this deployment; a plan may name no other
   * @param memory of goals that have one
   * @param clock the clock by which requests expire
   */
  public static PlanningEngine of(
      Set<String> tools, LanguageModel models, PlannerMemory memory, InstantSource clock) {
    Planner playbooks = new PlaybookPlanner(tools);
    return new PlanningEngine(
        Map.of(
            PlannerKind.PLAYBOOK,
            playbooks,
            PlannerKind.LLM,
            new LlmPlanner(models, playbooks, memory, clock)));
  }

  @Override
  public PlanOutcome plan(PlanRequest request) throws InterruptedException {
    PlannerKind kind = request.getPlanner().getKind();
    Planner planner = planners.get(kind);
    if (planner == null) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return PlanOutcome.terminal("planner " + name + " is not available in this version");
    }
    return planner.plan(request);
  }
}
