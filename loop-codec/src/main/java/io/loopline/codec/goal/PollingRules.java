package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which actions may be declared polling: those of tools that the goal names for it. */
final class PollingRules {
  private PollingRules() {}

  static List<GoalProblem> problems(JsonNode goal, ToolRules tools) {
    List<GoalProblem> problems = new ArrayList<>();
    Set<String> allowed = new TreeSet<>();
    JsonNode named = goal.path("stuck").path("polling_tools");
    for (int i = 0; named.isArray() && i < named.size(); i++) {
      String tool = named.path(i).asText();
      allowed.add(tool);
      if (named.path(i).isTextual() && !tools.knows(tool)) {
        problems.add(
            new GoalProblem(GoalProblem.item("stuck.polling_tools", i), tools.unknown(tool)));
      }
    }
    JsonNode steps = goal.path("planner").path("playbook");
    for (int i = 0; steps.isArray() && i < steps.size(); i++) {
      String path = GoalProblem.field(GoalProblem.item("planner.playbook", i), "actions");
      actions(steps.path(i).path("actions"), path, allowed, problems);
    }
    return problems;
  }

  private static void actions(
      JsonNode actions, String path, Set<String> allowed, List<GoalProblem> problems) {
    for (int i = 0; actions.isArray() && i < actions.size(); i++) {
      String tool = actions.path(i).path("tool").asText();
      if (actions.path(i).path("polling").asBoolean(false) && !allowed.contains(tool)) {
        problems.add(
            new GoalProblem(
                GoalProblem.field(GoalProblem.item(path, i), "polling"),
                "tool '%s' is not in stuck.polling_tools".formatted(tool)));
      }
    }
  }
}
