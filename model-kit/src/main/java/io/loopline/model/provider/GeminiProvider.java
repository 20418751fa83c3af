package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import io.loopline.model.secret.Secret;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's generateContent. The key travels in a header, never in the address. */
final class GeminiProvider implements Provider {
  private static final Set<String> REFUSALS =
      Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE");

  @Override
  public ChatModel connect(Asking asking, @Nullable Secret key, HttpClientBuilder http) {
    return GoogleAiGeminiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(asking.profile().baseUrl().toString())
        .apiKey(Provider.keyOrNone(key))
        .modelName(asking.profile().model())
        .maxOutputTokens(asking.maxOutputTokens())
        .maxRetries(0)
        .logRequests(false)
        .logResponses(false)
        .build();
  }

  @Override
  public boolean isOwn(JsonNode body) {
    return body.has("candidates") || body.has("promptFeedback") || body.has("usageMetadata");
  }

  @Override
  public Remarks remarks(JsonNode body) {
    Remarks.Tokens tokens = tokens(body.path("usageMetadata"));
    String blocked = body.path("promptFeedback").path("blockReason").asText("");
    if (!blocked.isEmpty()) {
      return new Remarks(tokens, Remarks.Ending.REFUSED, blocked);
    }
    String finish = body.path("candidates").path(0).path("finishReason").asText("");
    if (REFUSALS.contains(finish)) {
      return new Remarks(tokens, Remarks.Ending.REFUSED, finish);
    }
    return new Remarks(
        tokens,
        finish.equals("MAX_TOKENS") ? Remarks.Ending.CUT_OFF : Remarks.Ending.COMPLETE,
        finish);
  }

  /** LangChain4j needs the usage, which servers that imitate Google's may leave out. */
  @Override
  public @Nullable String text(JsonNode body) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : body.path("candidates").path(0).path("content").path("parts")) {
      if (!part.path("thought").asBoolean()) {
        text.append(part.path("text").asText(""));
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** Thinking is counted beside the candidates, and no candidate is no output. */
  private static Remarks.@Nullable Tokens tokens(JsonNode usage) {
    JsonNode thoughts = usage.path("thoughtsTokenCount");
    long output =
        Remarks.Tokens.count(usage.path("candidatesTokenCount")) + Remarks.Tokens.count(thoughts);
    return Remarks.Tokens.of(
        usage.path("promptTokenCount"),
        LongNode.valueOf(output),
        usage.path("cachedContentTokenCount"),
        thoughts);
  }
}
