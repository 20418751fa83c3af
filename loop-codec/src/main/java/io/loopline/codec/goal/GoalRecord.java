package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ActionSpec;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Budgets;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.EffectClass;
import io.loopline.event.FailureKind;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.event.Plan;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Policy;
import io.loopline.event.RetryPolicy;
import io.loopline.event.StepTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The event of a goal document that has no problems. Stateless. */
public final class GoalRecord {
  /** Fields every kind of check has; the rest are settings of its kind. */
  static final Set<String> COMMON_CHECK_FIELDS =
      Set.of("name", "kind", "required", "weight", "timeout");

  private GoalRecord() {}

  /**
   * Builds the event.
   *
   * @param document a valid goal document
   * @param envelope what the event says about itself
   * @param loopId loop id, used when the document names none
   * @param artifact the stored bytes of an input's {@code file} text
   */
  public static Goal of(
      JsonNode document,
      GoalEnvelope envelope,
      String loopId,
      Function<String, ArtifactRef> artifact) {
    return Goal.newBuilder()
        .setEventId(envelope.eventId())
        .setLoopId(document.path("id").asText(loopId))
        .setOccurredAt(envelope.occurredAt())
        .setProducer(envelope.producer())
        .setObjective(document.path("objective").textValue())
        .setInputs(each(document.path("inputs"), input -> input(input, artifact)))
        .setConstraints(texts(document.path("constraints")))
        .setPolicy(policy(document.path("policy")))
        .setPlanner(planner(document.path("planner")))
        .setChecks(each(document.path("checks"), GoalRecord::check))
        .setBudgets(budgets(document.path("budgets")))
        .setRetry(retry(document.path("retry")))
        .setTimeouts(timeouts(document.path("timeouts")))
        .setStuck(GuardRecord.stuck(document.path("stuck")))
        .setAdaptive(GuardRecord.adaptive(document.path("adaptive")))
        .setContext(GuardRecord.context(document.path("context")))
        .setMemory(GuardRecord.memory(document.path("context").path("memory")))
        .setApproval(approval(document.path("approval")))
        .setLabels(labels(document.path("labels")))
        .setRequestedBy(document.path("requested_by").asText(""))
        .build();
  }

  /** The arguments of an action; an empty object when it gives none. */
  static JsonNode argumentsOf(JsonNode action) {
    return action.has("arguments")
        ? action.path("arguments")
        : JsonNodeFactory.instance.objectNode();
  }

  private static NamedInput input(JsonNode input, Function<String, ArtifactRef> artifact) {
    NamedInput.Builder builder = NamedInput.newBuilder().setName(input.path("name").textValue());
    if (input.has("value")) {
      return builder.setValueJson(input.path("value").toString()).build();
    }
    return builder
        .setPath(InputPaths.workspacePath(input))
        .setArtifact(artifact.apply(input.path("file").textValue()))
        .build();
  }

  /** The plan of a document without problems. */
  static Plan plan(JsonNode document, String step) {
    return Plan.newBuilder()
        .setStep(document.path("step").asText(step))
        .setRationale(document.path("rationale").asText(""))
        .setActions(each(document.path("actions"), GoalRecord::action))
        .build();
  }

  private static ApprovalPolicy approval(JsonNode approval) {
    ApprovalPolicy.Builder builder =
        ApprovalPolicy.newBuilder()
            .setEveryPlan(approval.path("every_plan").asBoolean(false))
            .setEffects(each(approval.path("effects"), each -> EffectClass.valueOf(symbol(each))))
            .setTools(texts(approval.path("tools")));
    if (approval.has("cost_over_usd")) {
      builder.setCostOverMicroUsd(microUsd(approval.path("cost_over_usd")));
    }
    milliseconds(approval.path("expires_after"), builder::setExpiresAfterMs);
    return builder
        .setExpiryRejects(approval.path("on_expiry").asText().equals(GoalDocument.REJECT))
        .setRejectionStops(approval.path("on_reject").asText().equals(GoalDocument.STOP))
        .build();
  }

  private static long microUsd(JsonNode usd) {
    return usd.decimalValue().movePointRight(6).longValueExact();
  }

  private static Policy policy(JsonNode policy) {
    return Policy.newBuilder()
        .setAllowedTools(texts(policy.path("allowed_tools")))
        .setDeniedPaths(texts(policy.path("denied_paths")))
        .setAllowedHosts(texts(policy.path("allowed_hosts")))
        .build();
  }

  private static PlannerSpec planner(JsonNode planner) {
    return PlannerSpec.newBuilder()
        .setKind(PlannerKind.valueOf(symbol(planner.path("kind"))))
        .setPlaybook(each(planner.path("playbook"), GoalRecord::step))
        .setProfile(planner.path("profile").textValue())
        .build();
  }

  private static PlaybookStep step(JsonNode step) {
    return PlaybookStep.newBuilder()
        .setName(step.path("name").textValue())
        .setWhen(step.path("when").textValue())
        .setRationale(step.path("rationale").asText(""))
        .setActions(each(step.path("actions"), GoalRecord::action))
        .build();
  }

  private static ActionSpec action(JsonNode action) {
    return ActionSpec.newBuilder()
        .setName(action.path("name").textValue())
        .setTool(action.path("tool").textValue())
        .setArgumentsJson(argumentsOf(action).toString())
        .setParallel(action.path("parallel").asBoolean(false))
        .setPolling(action.path("polling").asBoolean(false))
        .build();
  }

  private static Check check(JsonNode check) {
    ObjectNode settings = check.deepCopy();
    settings.remove(COMMON_CHECK_FIELDS);
    Check.Builder builder =
        Check.newBuilder()
            .setName(check.path("name").textValue())
            .setKind(CheckKind.valueOf(symbol(check.path("kind"))))
            .setConfigJson(settings.toString());
    if (check.has("required")) {
      builder.setRequired(check.path("required").booleanValue());
    }
    if (check.has("weight")) {
      builder.setWeight(check.path("weight").doubleValue());
    }
    milliseconds(check.path("timeout"), builder::setTimeoutMs);
    return builder.build();
  }

  private static Budgets budgets(JsonNode budgets) {
    Budgets.Builder builder = Budgets.newBuilder();
    whole(budgets.path("iterations"), value -> builder.setIterations(Math.toIntExact(value)));
    whole(budgets.path("tool_calls"), value -> builder.setToolCalls(Math.toIntExact(value)));
    whole(budgets.path("tokens"), builder::setTokens);
    if (budgets.has("cost_usd")) {
      builder.setCostMicroUsd(microUsd(budgets.path("cost_usd")));
    }
    milliseconds(budgets.path("wall_clock"), builder::setWallClockMs);
    whole(budgets.path("children"), value -> builder.setChildren(Math.toIntExact(value)));
    whole(budgets.path("depth"), value -> builder.setDepth(Math.toIntExact(value)));
    whole(
        budgets.path("parallel_actions"),
        value -> builder.setParallelActions(Math.toIntExact(value)));
    return builder.build();
  }

  private static RetryPolicy retry(JsonNode retry) {
    RetryPolicy.Builder builder = RetryPolicy.newBuilder();
    milliseconds(retry.path("initial_interval"), builder::setInitialIntervalMs);
    if (retry.has("backoff_coefficient")) {
      builder.setBackoffCoefficient(retry.path("backoff_coefficient").doubleValue());
    }
    milliseconds(retry.path("maximum_interval"), builder::setMaximumIntervalMs);
    whole(
        retry.path("maximum_attempts"),
        value -> builder.setMaximumAttempts(Math.toIntExact(value)));
    builder.setNonRetryable(
        each(retry.path("non_retryable"), kind -> FailureKind.valueOf(symbol(kind))));
    return builder.build();
  }

  private static StepTimeouts timeouts(JsonNode timeouts) {
    StepTimeouts.Builder builder = StepTimeouts.newBuilder();
    milliseconds(timeouts.path("plan"), builder::setPlanMs);
    milliseconds(timeouts.path("action"), builder::setActionMs);
    milliseconds(timeouts.path("verify"), builder::setVerifyMs);
    return builder.build();
  }

  private static Map<String, String> labels(JsonNode labels) {
    Map<String, String> byName = new TreeMap<>();
    labels.properties().forEach(label -> byName.put(label.getKey(), label.getValue().textValue()));
    return byName;
  }

  static void whole(JsonNode number, LongConsumer target) {
    if (number.isNumber()) {
      // a JSON Schema integer may be written 10.0
      target.accept(number.decimalValue().longValueExact());
    }
  }

  private static void milliseconds(JsonNode duration, LongConsumer target) {
    if (duration.isTextual()) {
      target.accept(DurationText.milliseconds(duration.textValue()).orElseThrow());
    }
  }

  private static String symbol(JsonNode kind) {
    return kind.textValue().toUpperCase(Locale.ROOT);
  }

  static List<String> texts(JsonNode array) {
    return each(array, JsonNode::textValue);
  }

  private static <T extends @Nullable Object> List<T> each(
      JsonNode array, Function<JsonNode, T> item) {
    List<T> items = new ArrayList<>();
    array.forEach(node -> items.add(item.apply(node)));
    return items;
  }
}
