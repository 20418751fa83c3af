package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Another policy for a goal: some of the sections of a goal file that only the state machine reads,
 * so that a history can be folded again under it. Pure.
 */
public final class GoalPolicy {
  /** Sections that a policy may have. */
  public static final Set<String> SECTIONS =
      Set.of("adaptive", "budgets", "context", "retry", "stuck", "timeouts");

  private GoalPolicy() {}

  /**
   * What a policy came to.
   *
   * @param goal the goal under it; null when there are problems
   * @param problems what is wrong with it, with paths such as {@code budgets.iterations}
   */
  public record Reading(@Nullable Goal goal, List<GoalProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /**
   * The goal with another policy. What the policy does not name stays as it is.
   *
   * @param policy an object with some of {@link #SECTIONS}, in the form of a goal file
   */
  public static Reading applied(Goal goal, JsonNode policy) {
    List<GoalProblem> problems = unknown(policy);
    if (!problems.isEmpty()) {
      return new Reading(null, problems);
    }
    ObjectNode document = (ObjectNode) new GoalDocument(goal).document();
    policy.properties().forEach(section -> merge(document, section.getKey(), section.getValue()));
    // what else the goal has was accepted when the loop began, maybe by other rules
    problems.addAll(
        GoalValidation.problems(document).stream()
            .filter(problem -> policy.has(problem.path().split("[.\\[]", 2)[0]))
            .toList());
    return problems.isEmpty()
        ? new Reading(with(goal, document), List.of())
        : new Reading(null, problems);
  }

  private static List<GoalProblem> unknown(JsonNode policy) {
    List<GoalProblem> problems = new ArrayList<>();
    String known = String.join(", ", new TreeSet<>(SECTIONS));
    if (!policy.isObject() || policy.isEmpty()) {
      problems.add(new GoalProblem("", "a policy has one or more of " + known));
      return problems;
    }
    policy
        .fieldNames()
        .forEachRemaining(name -> {
          if (!SECTIONS.contains(name)) {
            problems.add(
                new GoalProblem(
                    name, "no part of a policy for a history, which has only " + known));
          }
        });
    if (policy.path("context").has("memory")) {
      problems.add(
          new GoalProblem(
              "context.memory", "the planner's alone: what it recalled is the record's"));
    }
    return problems;
  }

  private static void merge(ObjectNode document, String section, JsonNode wanted) {
    if (wanted instanceof ObjectNode fields && document.get(section) instanceof ObjectNode before) {
      before.setAll(fields);
    } else {
      document.set(section, wanted);
    }
  }

  private static Goal with(Goal goal, JsonNode document) {
    Goal read =
        GoalRecord.of(
            document,
            new GoalEnvelope(goal.getEventId(), goal.getOccurredAt(), goal.getProducer()),
            goal.getLoopId(),
            _ -> ArtifactRef.newBuilder().setSha256("").setSizeBytes(0).build());
    return Goal.newBuilder(goal)
        .setBudgets(read.getBudgets())
        .setRetry(read.getRetry())
        .setTimeouts(read.getTimeouts())
        .setStuck(read.getStuck())
        .setAdaptive(read.getAdaptive())
        .setContext(read.getContext())
        .build();
  }
}
