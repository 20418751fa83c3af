package io.loopline.model.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The bodies that each provider's answers and errors have. */
final class FakeForms {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FakeForms() {}

  static ObjectNode answer(FakeRequest request, FakeReply.Answer answer) {
    return switch (request.protocol()) {
      case OPENAI ->
          openAi(
              request.model(),
              answer.text(),
              null,
              answer.cutOff() ? "length" : "stop",
              answer.usage());
      case ANTHROPIC ->
          anthropic(
              request.model(),
              answer.text(),
              answer.cutOff() ? "max_tokens" : "end_turn",
              answer.usage());
      case GEMINI ->
          gemini(
              request.model(),
              answer.text(),
              answer.cutOff() ? "MAX_TOKENS" : "STOP",
              answer.usage());
      case OLLAMA ->
          ollama(
              request.model(), answer.text(), answer.cutOff() ? "length" : "stop", answer.usage());
    };
  }

  static ObjectNode refusal(FakeRequest request, FakeReply.Refusal refusal) {
    return switch (request.protocol()) {
      case OPENAI -> openAi(request.model(), null, refusal.words(), "stop", refusal.usage());
      case ANTHROPIC -> anthropic(request.model(), null, "refusal", refusal.usage());
      case GEMINI -> {
        ObjectNode body = NODES.objectNode();
        body.putObject("promptFeedback").put("blockReason", "SAFETY");
        geminiUsage(body, refusal.usage());
        yield body.put("modelVersion", request.model());
      }
      case OLLAMA -> ollama(request.model(), refusal.words(), "stop", refusal.usage());
    };
  }

  static ObjectNode error(FakeProtocol protocol, int status, String message) {
    ObjectNode body = NODES.objectNode();
    switch (protocol) {
      case OPENAI ->
          body.putObject("error").put("message", message).put("type", "fake").putNull("code");
      case ANTHROPIC -> {
        body.put("type", "error");
        body.putObject("error").put("type", "fake_error").put("message", message);
      }
      case GEMINI ->
          body.putObject("error").put("code", status).put("message", message).put("status", "FAKE");
      case OLLAMA -> body.put("error", message);
    }
    return body;
  }

  private static ObjectNode openAi(
      String model,
      @Nullable String text,
      @Nullable String refusal,
      String finish,
      @Nullable FakeUsage usage) {
    ObjectNode body =
        NODES
            .objectNode()
            .put("id", "fake")
            .put("object", "chat.completion")
            .put("created", 0)
            .put("model", model);
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", text)
        .put("refusal", refusal);
    choice.put("finish_reason", finish);
    if (usage != null) {
      ObjectNode told =
          body.putObject("usage")
              .put("prompt_tokens", usage.input())
              .put("completion_tokens", usage.output())
              .put("total_tokens", usage.input() + usage.output());
      told.putObject("prompt_tokens_details")
          .put("cached_tokens", usage.cached())
          .put("cache_write_tokens", usage.cacheWrite());
      told.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    }
    return body;
  }

  private static ObjectNode anthropic(
      String model, @Nullable String text, String stop, @Nullable FakeUsage usage) {
    ObjectNode body =
        NODES
            .objectNode()
            .put("id", "fake")
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model);
    var content = body.putArray("content");
    if (text != null) {
      content.addObject().put("type", "text").put("text", text);
    }
    body.put("stop_reason", stop);
    if (usage != null) {
      ObjectNode told = body.putObject("usage");
      told.put("input_tokens", usage.input() - usage.cached() - usage.cacheWrite())
          .put("cache_creation_input_tokens", usage.cacheWrite())
          .put("cache_read_input_tokens", usage.cached())
          .put("output_tokens", usage.output());
      told.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
    }
    return body;
  }

  private static ObjectNode gemini(
      String model, String text, String finish, @Nullable FakeUsage usage) {
    ObjectNode body = NODES.objectNode();
    ObjectNode candidate = body.putArray("candidates").addObject().put("index", 0);
    candidate
        .putObject("content")
        .put("role", "model")
        .putArray("parts")
        .addObject()
        .put("text", text);
    candidate.put("finishReason", finish);
    geminiUsage(body, usage);
    return body.put("modelVersion", model);
  }

  private static void geminiUsage(ObjectNode body, @Nullable FakeUsage usage) {
    if (usage != null) {
      body.putObject("usageMetadata")
          .put("promptTokenCount", usage.input())
          .put("cachedContentTokenCount", usage.cached())
          .put("candidatesTokenCount", usage.output() - usage.reasoning())
          .put("thoughtsTokenCount", usage.reasoning())
          .put("totalTokenCount", usage.input() + usage.output());
    }
  }

  private static ObjectNode ollama(
      String model, String text, String done, @Nullable FakeUsage usage) {
    ObjectNode body =
        NODES.objectNode().put("model", model).put("created_at", "2026-01-01T00:00:00Z");
    body.putObject("message").put("role", "assistant").put("content", text);
    body.put("done", true).put("done_reason", done);
    if (usage != null) {
      body.put("prompt_eval_count", usage.input()).put("eval_count", usage.output());
    }
    return body;
  }
}
