package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Budgets;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.event.ParentRef;
import io.loopline.event.PlannerKind;
import io.loopline.event.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The goal of a child loop, from the document in its parent's plan. It inherits the parent's files,
 * labels, requester and approval policy; its policy allows nothing that the parent's does not.
 * Pure.
 */
public final class ChildGoal {
  private static final int MOST_PROBLEMS = 5;

  private ChildGoal() {}

  /** Why the document is no goal of a child; empty when it is. */
  public static String problem(JsonNode document) {
    List<GoalProblem> problems = new ArrayList<>(GoalValidation.problems(document));
    if (document.has("id")) {
      problems.add(new GoalProblem("id", "a child's id is made from its parent's"));
    }
    JsonNode inputs = document.path("inputs");
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.path(i).has("file")) {
        problems.add(
            new GoalProblem(
                GoalProblem.field(GoalProblem.item("inputs", i), "file"),
                "a child has its parent's files; write others before it starts"));
      }
    }
    return problems.stream()
        .limit(MOST_PROBLEMS)
        .map(GoalProblem::text)
        .collect(Collectors.joining("; "));
  }

  /**
   * The goal event of a document without problems.
   *
   * @param parent goal of the loop that spawns it
   * @param envelope what the event says about itself
   * @param childId loop id
   * @param link its parent, depth, ancestors and what it may spend
   */
  public static Goal of(
      JsonNode document, Goal parent, GoalEnvelope envelope, String childId, ParentRef link) {
    Goal goal = GoalRecord.of(document, envelope, childId, ChildGoal::noFile);
    Budgets granted = link.getGrant();
    granted.setParallelActions(goal.getBudgets().getParallelActions());
    goal.setBudgets(granted);
    goal.setInputs(
        Stream.concat(
                goal.getInputs().stream(),
                parent.getInputs().stream().filter(input -> input.getArtifact() != null))
            .toList());
    goal.setPolicy(narrowed(parent.getPolicy(), goal.getPolicy()));
    Map<String, String> labels = new TreeMap<>(parent.getLabels());
    labels.putAll(goal.getLabels());
    goal.setLabels(labels);
    goal.setRequestedBy(parent.getRequestedBy());
    if (ApprovalGate.exists(parent.getApproval())) {
      // nobody gets round a gate by starting a loop
      goal.setApproval(parent.getApproval());
    }
    goal.setParent(link);
    return goal;
  }

  /** What stands between a goal made here by this tool and its start; empty when nothing does. */
  public static List<String> errors(Goal goal, Goal parent, String tool) {
    List<String> errors = new ArrayList<>();
    List<String> names = goal.getInputs().stream().map(NamedInput::getName).toList();
    if (names.stream().distinct().count() < names.size()) {
      errors.add("inputs: a name is that of one of the parent's files");
    }
    if (goal.getPlanner().getKind() == PlannerKind.LLM
        && !Objects.equals(goal.getPlanner().getProfile(), parent.getPlanner().getProfile())) {
      errors.add(
          "planner.profile: a model may plan for a child when it plans for its parent too, with the same profile");
    }
    if (goal.getChecks().stream().anyMatch(check -> check.getKind() == CheckKind.JUDGE)) {
      errors.add("checks: a child has no judge checks; let its parent judge the result");
    }
    List<String> allowed = parent.getPolicy().getAllowedTools();
    if (!allowed.isEmpty() && !allowed.contains(tool)) {
      errors.add("the parent's policy does not allow the tool '" + tool + "'");
    }
    if (goal.getPolicy().getAllowedTools().isEmpty() && !allowed.isEmpty()) {
      errors.add(
          "policy.allowed_tools: none of them is allowed to the parent, which has " + allowed);
    }
    MemoryRules.check(goal, parent, errors);
    return errors;
  }

  /** A list that is empty allows every tool, so an empty intersection is an error, see above. */
  private static Policy narrowed(Policy parent, Policy child) {
    List<String> tools =
        parent.getAllowedTools().isEmpty()
            ? child.getAllowedTools()
            : child.getAllowedTools().isEmpty()
                ? parent.getAllowedTools()
                : both(parent.getAllowedTools(), child.getAllowedTools());
    List<String> denied =
        Stream.concat(parent.getDeniedPaths().stream(), child.getDeniedPaths().stream())
            .distinct()
            .toList();
    return Policy.newBuilder(child)
        .setAllowedTools(tools)
        .setDeniedPaths(denied)
        .setAllowedHosts(both(parent.getAllowedHosts(), child.getAllowedHosts()))
        .build();
  }

  private static List<String> both(List<String> one, List<String> other) {
    return one.stream().filter(other::contains).toList();
  }

  private static ArtifactRef noFile(String file) {
    throw new IllegalArgumentException("bug: a child's goal names the file " + file);
  }
}
