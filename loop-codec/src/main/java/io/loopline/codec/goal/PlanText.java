package io.loopline.codec.goal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.memory.NewFact;
import io.loopline.event.ActionSpec;
import io.loopline.event.Plan;
import io.loopline.tool.ToolContracts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans as people and models write them: JSON that follows {@code loopline/plan.schema.json} or
 * {@code loopline/planner-answer.schema.json}, with known tools and arguments that their contracts
 * allow. Thread-safe.
 */
public final class PlanText {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Models put words behind their JSON. */
  private static final ObjectReader LENIENT =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final GoalSchema EDITED = GoalSchema.bundled("/loopline/plan.schema.json");
  private static final GoalSchema ANSWERED =
      GoalSchema.bundled("/loopline/planner-answer.schema.json");
  private static final GoalRules RULES = new GoalRules(ToolRules.ofPlans(ToolContracts.bundled()));

  private PlanText() {}

  /**
   * What a text came to.
   *
   * @param plan the plan; null when there are problems
   * @param problems what is wrong, with paths such as {@code actions[0].tool}
   * @param facts what is to be remembered with the plan
   * @param searches what is to be looked up in memory for the next prompt
   */
  public record Reading(
      @Nullable Plan plan, List<GoalProblem> problems, List<NewFact> facts, List<String> searches) {
    public Reading {
      problems = List.copyOf(problems);
      facts = List.copyOf(facts);
      searches = List.copyOf(searches);
    }

    Reading(@Nullable Plan plan, List<GoalProblem> problems) {
      this(plan, problems, List.of(), List.of());
    }
  }

  /** Reads a person's JSON text. */
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

  /** Reads a person's document; what a goal's policy allows is not looked at. */
  public static Reading read(JsonNode document) {
    List<GoalProblem> problems = problems(document, EDITED, Set.of());
    return problems.isEmpty()
        ? new Reading(GoalRecord.plan(document, "edited"), List.of())
        : new Reading(null, problems);
  }

  /**
   * Reads a model's answer: the JSON object in it, whatever stands around it.
   *
   * @param allowed tools a plan may use; empty for all
   * @param writable words of the scopes of memory it may write; empty when its goal has no memory
   */
  public static Reading answered(String text, Set<String> allowed, Set<String> writable) {
    int start = text.indexOf('{');
    if (start < 0) {
      return new Reading(
          null, List.of(new GoalProblem("", "there is no JSON object in the answer")));
    }
    try {
      return answered(LENIENT.readTree(text.substring(start)), allowed, writable);
    } catch (JsonProcessingException malformed) {
      return new Reading(
          null, List.of(new GoalProblem("", "not JSON: " + malformed.getOriginalMessage())));
    }
  }

  private static Reading answered(JsonNode document, Set<String> allowed, Set<String> writable) {
    List<GoalProblem> problems = problems(document, ANSWERED, allowed);
    List<NewFact> facts = MemoryRules.facts(document, writable, problems);
    if (!problems.isEmpty()) {
      return new Reading(null, problems);
    }
    List<String> searches = GoalRecord.texts(document.path("memory").path("search"));
    return new Reading(GoalRecord.plan(document, "plan"), List.of(), facts, searches);
  }

  private static List<GoalProblem> problems(
      JsonNode document, GoalSchema schema, Set<String> allowed) {
    List<GoalProblem> problems = new ArrayList<>(schema.problems(document));
    RULES.actions(document.path("actions"), "actions", allowed, problems);
    return problems;
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
