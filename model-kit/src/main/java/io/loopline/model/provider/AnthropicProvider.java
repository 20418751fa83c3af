package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import io.loopline.model.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's messages. Its prompt cache is asked for the rules, which are the same for every
 * request: the first pays a quarter more for them, the others of the next five minutes a tenth or
 * less.
 */
final class AnthropicProvider implements Provider {
  @Override
  public ChatModel connect(Asking asking, @Nullable Secret key, HttpClientBuilder http) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(asking.profile().baseUrl().toString())
        .apiKey(Provider.keyOrNone(key))
        .modelName(asking.profile().model())
        .maxTokens(asking.maxOutputTokens())
        .cacheSystemMessages(true)
        .maxRetries(0)
        .logRequests(false)
        .logResponses(false)
        .build();
  }

  @Override
  public boolean isOwn(JsonNode body) {
    return body.has("content") || body.has("stop_reason");
  }

  @Override
  public Remarks remarks(JsonNode body) {
    String stop = body.path("stop_reason").asText("");
    Remarks.Ending ending =
        switch (stop) {
          case "max_tokens", "model_context_window_exceeded" -> Remarks.Ending.CUT_OFF;
          case "refusal" -> Remarks.Ending.REFUSED;
          default -> Remarks.Ending.COMPLETE;
        };
    return new Remarks(tokens(body.path("usage")), ending, stop);
  }

  /** Here the input count is without what was read from the cache or written to it. */
  private static Remarks.@Nullable Tokens tokens(JsonNode usage) {
    JsonNode uncached = usage.path("input_tokens");
    JsonNode read = usage.path("cache_read_input_tokens");
    JsonNode written = usage.path("cache_creation_input_tokens");
    JsonNode input =
        uncached.canConvertToLong()
            ? LongNode.valueOf(
                uncached.longValue() + Remarks.Tokens.count(read) + Remarks.Tokens.count(written))
            : MissingNode.getInstance();
    return Remarks.Tokens.of(
        input,
        usage.path("output_tokens"),
        read,
        written,
        usage.path("output_tokens_details").path("thinking_tokens"));
  }
}
