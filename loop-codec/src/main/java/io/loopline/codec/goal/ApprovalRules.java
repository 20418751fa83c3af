package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a JSON Schema cannot say about a goal's approval policy. */
final class ApprovalRules {
  private ApprovalRules() {}

  static void check(JsonNode approval, ToolRules tools, List<GoalProblem> problems) {
    if (!approval.isObject()) {
      return;
    }
    JsonNode named = approval.path("tools");
    for (int i = 0; named.isArray() && i < named.size(); i++) {
      JsonNode tool = named.path(i);
      if (tool.isTextual() && !tools.knows(tool.textValue())) {
        String path = GoalProblem.item("approval.tools", i);
        problems.add(new GoalProblem(path, tools.unknown(tool.textValue())));
      }
    }
    JsonNode cost = approval.path("cost_over_usd");
    if (cost.isNumber() && cost.decimalValue().stripTrailingZeros().scale() > 6) {
      problems.add(new GoalProblem("approval.cost_over_usd", "has more than six decimals"));
    }
    if (!approval.path("every_plan").asBoolean(false)
        && named.isEmpty()
        && approval.path("effects").isEmpty()
        && cost.isMissingNode()) {
      problems.add(
          new GoalProblem(
              "approval",
              "no plan would wait: give every_plan: true, effects, tools or cost_over_usd"));
    }
  }
}
