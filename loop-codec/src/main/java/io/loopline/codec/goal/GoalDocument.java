package io.loopline.codec.goal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ActionSpec;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Budgets;
import io.loopline.event.Check;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Policy;
import io.loopline.event.RetryPolicy;
import io.loopline.event.StepTimeouts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A goal event in the form of a goal file, so that one set of rules judges both. What has no place
 * in a goal file becomes a problem here. One instance per goal, single-threaded.
 */
final class GoalDocument {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Words of an approval policy. */
  static final String REJECT = "reject";

  static final String STOP = "stop";

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final List<GoalProblem> problems = new ArrayList<>();

  GoalDocument(Goal goal) {
    document.put("id", goal.getLoopId());
    document.put("objective", goal.getObjective());
    inputs(goal.getInputs());
    texts(document.putArray("constraints"), goal.getConstraints());
    policy(goal.getPolicy());
    planner(goal.getPlanner());
    checks(goal.getChecks());
    budgets(goal.getBudgets());
    retry(goal.getRetry());
    timeouts(goal.getTimeouts());
    GuardDocument.stuck(document.putObject("stuck"), goal.getStuck());
    GuardDocument.adaptive(document.putObject("adaptive"), goal.getAdaptive());
    ObjectNode context = document.putObject("context");
    GuardDocument.context(context, goal.getContext());
    GuardDocument.memory(context, goal.getMemory());
    approval(goal.getApproval());
    ObjectNode labels = document.putObject("labels");
    goal.getLabels().forEach(labels::put);
    document.put("requested_by", goal.getRequestedBy());
    if (goal.getParent() != null) {
      problems.add(new GoalProblem("parent", "a goal from outside has no parent"));
    }
  }

  JsonNode document() {
    return document;
  }

  /** Problems the document does not show. */
  List<GoalProblem> problems() {
    return problems;
  }

  private void inputs(List<NamedInput> inputs) {
    ArrayNode array = document.putArray("inputs");
    for (NamedInput input : inputs) {
      String path = GoalProblem.item("inputs", array.size());
      ObjectNode node = array.addObject().put("name", input.getName());
      String value = input.getValueJson();
      if (value != null) {
        Optional<JsonNode> parsed = parse(value);
        node.set("value", parsed.orElse(JsonNodeFactory.instance.nullNode()));
        if (parsed.isEmpty()) {
          problems.add(new GoalProblem(GoalProblem.field(path, "value"), "is not JSON"));
        }
      }
      String workspacePath = input.getPath();
      if (workspacePath != null) {
        node.put("path", workspacePath);
      }
      ArtifactRef artifact = input.getArtifact();
      if (artifact != null) {
        node.put("file", workspacePath == null ? input.getName() : workspacePath);
        artifact(artifact, workspacePath == null, path);
      }
    }
  }

  private void artifact(ArtifactRef artifact, boolean homeless, String path) {
    if (homeless) {
      problems.add(new GoalProblem(GoalProblem.field(path, "path"), "missing"));
    }
    if (!artifact.getSha256().matches("[0-9a-f]{64}") || artifact.getSizeBytes() < 0) {
      problems.add(
          new GoalProblem(
              GoalProblem.field(path, "artifact"),
              "needs a SHA-256 in lower-case hexadecimal and a size"));
    }
  }

  private void policy(Policy policy) {
    ObjectNode node = document.putObject("policy");
    texts(node.putArray("allowed_tools"), policy.getAllowedTools());
    texts(node.putArray("denied_paths"), policy.getDeniedPaths());
    texts(node.putArray("allowed_hosts"), policy.getAllowedHosts());
  }

  private void planner(PlannerSpec planner) {
    ObjectNode node = document.putObject("planner");
    node.put("kind", word(planner.getKind()));
    if (planner.getProfile() != null) {
      node.put("profile", planner.getProfile());
    }
    if (planner.getKind() == PlannerKind.LLM && planner.getPlaybook().isEmpty()) {
      return;
    }
    ArrayNode steps = node.putArray("playbook");
    for (PlaybookStep step : planner.getPlaybook()) {
      ObjectNode stepNode = steps.addObject().put("name", step.getName());
      if (step.getWhen() != null) {
        stepNode.put("when", step.getWhen());
      }
      stepNode.put("rationale", step.getRationale());
      ArrayNode actions = stepNode.putArray("actions");
      step.getActions().forEach(action -> action(actions.addObject(), action));
    }
  }

  private static void action(ObjectNode node, ActionSpec action) {
    node.put("name", action.getName());
    node.put("tool", action.getTool());
    // text that is no JSON stays text, which the schema refuses as not an object
    node.set(
        "arguments",
        parse(action.getArgumentsJson())
            .orElseGet(() -> JsonNodeFactory.instance.textNode(action.getArgumentsJson())));
    node.put("parallel", action.getParallel());
    node.put("polling", action.getPolling());
  }

  private void checks(List<Check> checks) {
    ArrayNode array = document.putArray("checks");
    for (Check check : checks) {
      String path = GoalProblem.item("checks", array.size());
      ObjectNode node = array.addObject();
      parse(check.getConfigJson())
          .filter(JsonNode::isObject)
          .ifPresentOrElse(
              settings -> settings(node, settings, path),
              () -> problems.add(new GoalProblem(path, "config_json is not a JSON object")));
      node.put("name", check.getName());
      node.put("kind", word(check.getKind()));
      node.put("required", check.getRequired());
      node.put("weight", check.getWeight());
      node.put("timeout", DurationText.of(check.getTimeoutMs()));
    }
  }

  private void settings(ObjectNode node, JsonNode settings, String path) {
    for (String name : GoalRecord.COMMON_CHECK_FIELDS) {
      if (settings.has(name)) {
        problems.add(new GoalProblem(path, "config_json must not hold '" + name + "'"));
      }
    }
    settings.properties().forEach(setting -> node.set(setting.getKey(), setting.getValue()));
  }

  private void budgets(Budgets budgets) {
    document
        .putObject("budgets")
        .put("iterations", budgets.getIterations())
        .put("tool_calls", budgets.getToolCalls())
        .put("tokens", budgets.getTokens())
        .put("cost_usd", BigDecimal.valueOf(budgets.getCostMicroUsd(), 6).stripTrailingZeros())
        .put("wall_clock", DurationText.of(budgets.getWallClockMs()))
        .put("children", budgets.getChildren())
        .put("depth", budgets.getDepth())
        .put("parallel_actions", budgets.getParallelActions());
  }

  private void retry(RetryPolicy retry) {
    ObjectNode node =
        document
            .putObject("retry")
            .put("initial_interval", DurationText.of(retry.getInitialIntervalMs()))
            .put("backoff_coefficient", retry.getBackoffCoefficient())
            .put("maximum_interval", DurationText.of(retry.getMaximumIntervalMs()))
            .put("maximum_attempts", retry.getMaximumAttempts());
    ArrayNode kinds = node.putArray("non_retryable");
    retry.getNonRetryable().forEach(kind -> kinds.add(word(kind)));
  }

  private void approval(ApprovalPolicy approval) {
    if (!ApprovalGate.exists(approval)) {
      return;
    }
    ObjectNode node =
        document
            .putObject("approval")
            .put("every_plan", approval.getEveryPlan())
            .put("expires_after", DurationText.of(approval.getExpiresAfterMs()))
            .put("on_expiry", approval.getExpiryRejects() ? REJECT : STOP)
            .put("on_reject", approval.getRejectionStops() ? STOP : "replan");
    ArrayNode effects = node.putArray("effects");
    approval.getEffects().forEach(effect -> effects.add(word(effect)));
    texts(node.putArray("tools"), approval.getTools());
    Long cost = approval.getCostOverMicroUsd();
    if (cost != null) {
      node.put("cost_over_usd", BigDecimal.valueOf(cost, 6).stripTrailingZeros());
    }
  }

  private void timeouts(StepTimeouts timeouts) {
    ObjectNode node =
        document
            .putObject("timeouts")
            .put("plan", DurationText.of(timeouts.getPlanMs()))
            .put("action", DurationText.of(timeouts.getActionMs()));
    Long verify = timeouts.getVerifyMs();
    if (verify != null) {
      node.put("verify", DurationText.of(verify));
    }
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static Optional<JsonNode> parse(String json) {
    try {
      return Optional.of(JSON.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
