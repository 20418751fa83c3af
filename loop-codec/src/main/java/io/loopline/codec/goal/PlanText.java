package io.loopline.codec.goal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ActionSpec;
import io.loopline.event.Plan;
import io.loopline.tool.ToolContracts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans as people write them: JSON that follows {@code loopline/plan.schema.json}, with known tools
 * and arguments that their contracts allow. Thread-safe.
 */
public final class PlanText {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final GoalSchema SCHEMA = GoalSchema.bundled("/loopline/plan.schema.json");
  private static final GoalRules RULES = new GoalRules(new ToolRules(ToolContracts.bundled()));
  private static final String UNNAMED = "edited";

  private PlanText() {}

  /**
   * What a text came to.
   *
   * @param plan the plan; null when there are problems
   * @param problems what is wrong, with paths such as {@code actions[0].tool}
   */
  public record Reading(@Nullable Plan plan, List<GoalProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a JSON text. */
  public static Reading read(String json) {
    if (json.isBlank()) {
      return new Reading(null, List.of(new GoalProblem("", "the plan is empty")));
    }
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException malformed) {
      return new Reading(
          null, List.of(new GoalProblem("", "not JSON: " + malformed.getOriginalMessage())));
    }
  }

  /** Reads a document; what a goal's policy allows is not looked at. */
  public static Reading read(JsonNode document) {
    List<GoalProblem> problems = new ArrayList<>(SCHEMA.problems(document));
    RULES.actions(document.path("actions"), "actions", Set.of(), problems);
    return problems.isEmpty()
        ? new Reading(GoalRecord.plan(document, UNNAMED), List.of())
        : new Reading(null, problems);
  }

  /** A plan in the form that {@link #read(JsonNode)} takes. */
  public static JsonNode of(Plan plan) {
    ObjectNode document = JSON.createObjectNode();
    document.put("step", plan.getStep()).put("rationale", plan.getRationale());
    ArrayNode actions = document.putArray("actions");
    for (ActionSpec action : plan.getActions()) {
      ObjectNode node =
          actions.addObject().put("name", action.getName()).put("tool", action.getTool());
      node.set("arguments", arguments(action));
      node.put("parallel", action.getParallel()).put("polling", action.getPolling());
    }
    return document;
  }

  private static JsonNode arguments(ActionSpec action) {
    try {
      return JSON.readTree(action.getArgumentsJson());
    } catch (JsonProcessingException _) {
      // shown as it is; reading it back names the fault
      return JSON.getNodeFactory().textNode(action.getArgumentsJson());
    }
  }
}
