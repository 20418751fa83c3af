package io.loopline.codec.goal;

import io.loopline.event.ApprovalPolicy;
import io.loopline.event.EffectClass;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.ModelPrice;
import io.loopline.tool.ToolContract;
import io.loopline.tool.ToolContracts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a valid goal only names, looked up once, when it is accepted. */
public final class GoalResolutions {
  private GoalResolutions() {}

  /** The resolution of a goal that no model plans for. */
  public static GoalResolution of(Goal goal) {
    return of(goal, null, null, List.of());
  }

  /**
   * The resolution of a goal by the tool contracts of this version.
   *
   * @param model entry of the model catalogue for the model that plans; null when none does
   * @param judge what the models that judge one verdict may use; null when none does
   * @param permits labels of the goal, as NAME=VALUE, whose number of running loops is limited
   */
  public static GoalResolution of(
      Goal goal, @Nullable ModelPrice model, @Nullable ModelPrice judge, List<String> permits) {
    if (model != null) {
      model.setOverheadTokens(PromptSize.overheadTokens(goal));
    }
    return new GoalResolution(
        gatedTools(goal.getApproval()), model, permits.stream().sorted().toList(), judge);
  }

  private static List<String> gatedTools(ApprovalPolicy policy) {
    Set<String> gated = new TreeSet<>(policy.getTools());
    for (ToolContract contract : ToolContracts.bundled().values()) {
      if (policy.getEffects().contains(EffectClass.valueOf(contract.effect().name()))) {
        gated.add(contract.name());
      }
    }
    return List.copyOf(gated);
  }
}
