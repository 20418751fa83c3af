package io.loopline.model.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One call and its outcome as a line of JSON: {@code key}, {@code call}, and {@code answer} or
 * {@code failure}, with {@code usage}.
 *
 * @param key hash of what was asked
 * @param outcome what came of it
 */
record CassetteEntry(String key, ModelOutcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line that is no entry; the words say why. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * What a call is known by: whom it asks, what it says, and the steps. Caps and deadline are not
   * in it, because they differ from run to run.
   */
  static String keyOf(ModelCall call) {
    try {
      byte[] bytes = canonical(call).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ObjectNode canonical(ModelCall call) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("profile", call.profile());
    ArrayNode messages = node.putArray("messages");
    for (ModelMessage message : call.messages()) {
      messages.addObject().put("role", message.role().name()).put("text", message.text());
    }
    if (call.output() != null) {
      node.putObject("output")
          .put("name", call.output().name())
          .put("schema", call.output().jsonSchema());
    }
    return node.put("temperature_steps", call.temperatureSteps())
        .put("model_steps", call.modelSteps());
  }

  static String line(ModelCall call, ModelOutcome outcome) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("key", keyOf(call));
    line.set("call", canonical(call));
    switch (outcome) {
      case ModelOutcome.Answered(String text, String profile, String model, ModelUsage _) ->
          line.putObject("answer").put("text", text).put("profile", profile).put("model", model);
      case ModelOutcome.Failed(Failure failure, ModelUsage _) -> {
        ObjectNode node =
            line.putObject("failure")
                .put("kind", failure.getKind().name())
                .put("message", failure.getMessage())
                .put("retry_after_ms", failure.getRetryAfterMs());
        ArrayNode details = node.putArray("details");
        failure.getDetails().forEach(details::add);
      }
    }
    ModelUsage usage = outcome.usage();
    line.putObject("usage")
        .put("input", usage.inputTokens())
        .put("output", usage.outputTokens())
        .put("cached", usage.cachedTokens())
        .put("cache_write", usage.cacheWriteTokens())
        .put("reasoning", usage.reasoningTokens())
        .put("cost_micro_usd", usage.costMicroUsd())
        .put("complete", usage.complete());
    return line.toString();
  }

  static CassetteEntry read(String line) throws Unreadable {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new Unreadable("not JSON");
    }
    String key = text(node, "key");
    ModelUsage usage = usage(node.path("usage"));
    JsonNode answer = node.path("answer");
    if (answer.isObject()) {
      return new CassetteEntry(
          key,
          new ModelOutcome.Answered(
              text(answer, "text"), text(answer, "profile"), text(answer, "model"), usage));
    }
    JsonNode failure = node.path("failure");
    if (failure.isObject()) {
      return new CassetteEntry(key, new ModelOutcome.Failed(failure(failure), usage));
    }
    throw new Unreadable("neither 'answer' nor 'failure'");
  }

  private static Failure failure(JsonNode node) throws Unreadable {
    FailureKind kind;
    try {
      kind = FailureKind.valueOf(text(node, "kind"));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("unknown kind '" + text(node, "kind") + "'");
    }
    List<String> details = new ArrayList<>();
    node.path("details").forEach(detail -> details.add(detail.asText()));
    JsonNode wait = node.path("retry_after_ms");
    return new Failure(
        kind, text(node, "message"), wait.canConvertToLong() ? wait.longValue() : null, details);
  }

  private static ModelUsage usage(JsonNode node) throws Unreadable {
    JsonNode complete = node.path("complete");
    if (!complete.isBoolean()) {
      throw new Unreadable("no 'usage'");
    }
    return new ModelUsage(
        node.path("input").longValue(),
        node.path("output").longValue(),
        node.path("cached").longValue(),
        node.path("cache_write").longValue(),
        node.path("reasoning").longValue(),
        node.path("cost_micro_usd").longValue(),
        complete.booleanValue());
  }

  private static String text(JsonNode node, String field) throws Unreadable {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new Unreadable("no text '" + field + "'");
    }
    return value.textValue();
  }
}
