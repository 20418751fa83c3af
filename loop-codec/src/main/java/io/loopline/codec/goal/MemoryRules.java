package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.memory.NewFact;
import io.loopline.codec.memory.Scope;
import io.loopline.event.Goal;
import io.loopline.event.MemoryPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a JSON Schema cannot say about memory: whose goal may have it, which scopes are granted. */
final class MemoryRules {
  private static final String PATH = "context.memory";

  private MemoryRules() {}

  /** Adds the problems of a goal document. */
  static void check(JsonNode goal, List<GoalProblem> problems) {
    JsonNode memory = goal.path("context").path("memory");
    if (memory.isObject() && goal.path("planner").path("kind").asText().equals("playbook")) {
      problems.add(new GoalProblem(PATH, "a playbook has no memory; it is for the planner llm"));
    }
    JsonNode scopes = memory.path("scopes");
    Set<String> seen = new HashSet<>();
    for (int i = 0; scopes.isArray() && i < scopes.size(); i++) {
      if (scopes.path(i).isTextual() && !seen.add(scopes.path(i).textValue())) {
        String path = GoalProblem.item(PATH + ".scopes", i);
        problems.add(new GoalProblem(path, "'" + scopes.path(i).textValue() + "' is there twice"));
      }
    }
  }

  /**
   * Adds why a child may not have its goal's memory. A model writes goals of children, so they
   * reach no memory that their parent does not reach: neither by a scope nor by a label.
   */
  static void check(Goal child, Goal parent, List<String> errors) {
    MemoryPolicy wanted = child.getMemory();
    if (wanted == null) {
      return;
    }
    MemoryPolicy granted = parent.getMemory();
    if (granted == null) {
      errors.add(PATH + ": the parent has none");
      return;
    }
    for (String scope : wanted.getScopes()) {
      if (!scope.equals(Scope.OWN) && !granted.getScopes().contains(scope)) {
        errors.add(PATH + ".scopes: '" + scope + "' is not granted to the parent");
      }
    }
    if (!child.getLabels().equals(parent.getLabels())) {
      errors.add("labels: a child with memory has the labels of its parent and no others");
    }
  }

  /**
   * The facts of a plan's document that has no problems by its schema.
   *
   * @param writable words of the scopes the plan may write; empty when the goal has no memory
   */
  static List<NewFact> facts(JsonNode plan, Set<String> writable, List<GoalProblem> problems) {
    JsonNode memory = plan.path("memory");
    if (memory.isObject() && writable.isEmpty()) {
      problems.add(new GoalProblem("memory", "the goal has no memory"));
      return List.of();
    }
    List<NewFact> facts = new ArrayList<>();
    JsonNode written = memory.path("write");
    for (int i = 0; written.isArray() && i < written.size(); i++) {
      String scope = written.path(i).path("scope").asText(Scope.OWN);
      if (writable.contains(scope)) {
        facts.add(new NewFact(scope, written.path(i).path("text").asText().strip()));
      } else {
        String path = GoalProblem.field(GoalProblem.item("memory.write", i), "scope");
        problems.add(
            new GoalProblem(
                path,
                "scope '%s' is not granted (one of %s)"
                    .formatted(scope, String.join(", ", writable))));
      }
    }
    return facts;
  }
}
