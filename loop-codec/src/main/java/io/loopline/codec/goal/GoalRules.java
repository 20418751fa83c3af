package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a JSON Schema cannot say about a goal: unique names, known tools, lengths of time, patterns.
 * Fields of a wrong type are skipped here, the schema names them. Immutable, thread-safe.
 */
final class GoalRules {
  private final ToolRules tools;

  GoalRules(ToolRules tools) {
    this.tools = tools;
  }

  List<GoalProblem> problems(JsonNode goal) {
    List<GoalProblem> problems = new ArrayList<>(DurationRules.problems(goal));
    uniqueNames(goal.path("inputs"), "inputs", "input", problems);
    inputPaths(goal.path("inputs"), problems);
    policy(goal.path("policy"), problems);
    playbook(goal.path("planner").path("playbook"), allowedTools(goal), problems);
    problems.addAll(PollingRules.problems(goal, tools));
    uniqueNames(goal.path("checks"), "checks", "check", problems);
    patterns(goal.path("checks"), problems);
    cost(goal.path("budgets").path("cost_usd"), problems);
    ApprovalRules.check(goal.path("approval"), tools, problems);
    MemoryRules.check(goal, problems);
    SummarizerRules.check(goal, problems);
    return problems;
  }

  private static void uniqueNames(
      JsonNode items, String path, String what, List<GoalProblem> problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; items.isArray() && i < items.size(); i++) {
      JsonNode name = items.path(i).path("name");
      if (name.isTextual() && !seen.add(name.textValue())) {
        problems.add(
            new GoalProblem(
                GoalProblem.field(GoalProblem.item(path, i), "name"),
                "a second " + what + " of the name '" + name.textValue() + "'"));
      }
    }
  }

  private static void inputPaths(JsonNode inputs, List<GoalProblem> problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; inputs.isArray() && i < inputs.size(); i++) {
      JsonNode file = inputs.path(i).path("file");
      if (file.isTextual()) {
        String path = InputPaths.workspacePath(inputs.path(i));
        String at = GoalProblem.item("inputs", i);
        if (!seen.add(path)) {
          String clash = "a second input at the workspace path '" + path + "'";
          problems.add(new GoalProblem(GoalProblem.field(at, "path"), clash));
        }
      }
    }
  }

  private static Set<String> allowedTools(JsonNode goal) {
    Set<String> allowed = new TreeSet<>();
    goal.path("policy").path("allowed_tools").forEach(tool -> allowed.add(tool.asText()));
    return allowed;
  }

  private void policy(JsonNode policy, List<GoalProblem> problems) {
    JsonNode allowed = policy.path("allowed_tools");
    for (int i = 0; allowed.isArray() && i < allowed.size(); i++) {
      JsonNode tool = allowed.path(i);
      if (tool.isTextual() && !tools.knows(tool.textValue())) {
        String path = GoalProblem.item("policy.allowed_tools", i);
        problems.add(new GoalProblem(path, tools.unknown(tool.textValue())));
      }
    }
  }

  private void playbook(JsonNode steps, Set<String> allowed, List<GoalProblem> problems) {
    uniqueNames(steps, "planner.playbook", "step", problems);
    for (int i = 0; steps.isArray() && i < steps.size(); i++) {
      JsonNode actions = steps.path(i).path("actions");
      String path = GoalProblem.field(GoalProblem.item("planner.playbook", i), "actions");
      actions(actions, path, allowed, problems);
    }
  }

  /** Problems of the actions of one plan, whose place in the document is {@code path}. */
  void actions(JsonNode actions, String path, Set<String> allowed, List<GoalProblem> problems) {
    uniqueNames(actions, path, "action", problems);
    for (int i = 0; actions.isArray() && i < actions.size(); i++) {
      action(actions.path(i), GoalProblem.item(path, i), allowed, problems);
    }
  }

  private void action(
      JsonNode action, String path, Set<String> allowed, List<GoalProblem> problems) {
    JsonNode tool = action.path("tool");
    if (!tool.isTextual()) {
      return;
    }
    String name = tool.textValue();
    if (!tools.knows(name)) {
      problems.add(new GoalProblem(GoalProblem.field(path, "tool"), tools.unknown(name)));
      return;
    }
    if (!allowed.isEmpty() && !allowed.contains(name)) {
      String refused = "tool '" + name + "' is not in policy.allowed_tools";
      problems.add(new GoalProblem(GoalProblem.field(path, "tool"), refused));
    }
    JsonNode arguments = GoalRecord.argumentsOf(action);
    if (arguments.isObject()) {
      problems.addAll(tools.problems(name, arguments, GoalProblem.field(path, "arguments")));
    }
  }

  private static void patterns(JsonNode checks, List<GoalProblem> problems) {
    for (int i = 0; checks.isArray() && i < checks.size(); i++) {
      JsonNode check = checks.path(i);
      JsonNode pattern = check.path("pattern");
      if (check.path("kind").asText().equals("regex") && pattern.isTextual()) {
        try {
          Pattern.compile(pattern.textValue());
        } catch (PatternSyntaxException e) {
          String path = GoalProblem.field(GoalProblem.item("checks", i), "pattern");
          problems.add(
              new GoalProblem(
                  path, "not a regular expression in RE2 syntax: " + e.getDescription()));
        }
      }
    }
  }

  private static void cost(JsonNode cost, List<GoalProblem> problems) {
    if (cost.isNumber() && cost.decimalValue().stripTrailingZeros().scale() > 6) {
      problems.add(new GoalProblem("budgets.cost_usd", "has more than six decimals"));
    }
  }
}
