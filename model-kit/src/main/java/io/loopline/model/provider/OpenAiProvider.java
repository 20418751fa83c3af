package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.loopline.model.catalogue.ModelProvider;
import io.loopline.model.secret.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Chat completions, of OpenAI and of the many servers that speak like it. */
final class OpenAiProvider implements Provider {
  private static final String OWN_HOST =
      URI.create(ModelProvider.OPENAI.defaultBaseUrl()).getHost();

  @Override
  public ChatModel connect(Asking asking, @Nullable Secret key, HttpClientBuilder http) {
    boolean own = OWN_HOST.equals(asking.profile().baseUrl().getHost());
    boolean marked = own && OpenAiCache.marks(asking.profile().model());
    OpenAiChatModel.OpenAiChatModelBuilder builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(marked ? new OpenAiCache(http) : http)
            .baseUrl(asking.profile().baseUrl().toString())
            .modelName(asking.profile().model())
            .maxRetries(0)
            .logRequests(false)
            .logResponses(false);
    if (key != null) {
      builder.apiKey(key.value());
    }
    if (asking.prompt().schema() != null) {
      SchemaForm form = SchemaForm.of(asking.prompt().schema());
      builder.strictJsonSchema(form.closed() && form.complete());
    }
    // OpenAI's newer models take only the new name, other servers often only the old one
    return own
        ? builder.maxCompletionTokens(asking.maxOutputTokens()).build()
        : builder.maxTokens(asking.maxOutputTokens()).build();
  }

  @Override
  public boolean isOwn(JsonNode body) {
    return body.has("choices");
  }

  @Override
  public Remarks remarks(JsonNode body) {
    JsonNode usage = body.path("usage");
    JsonNode choice = body.path("choices").path(0);
    String finish = choice.path("finish_reason").asText("");
    String refusal = choice.path("message").path("refusal").asText("");
    if (!refusal.isBlank()) {
      return new Remarks(tokens(usage), Remarks.Ending.REFUSED, refusal);
    }
    Remarks.Ending ending =
        switch (finish) {
          case "length" -> Remarks.Ending.CUT_OFF;
          case "content_filter" -> Remarks.Ending.REFUSED;
          default -> Remarks.Ending.COMPLETE;
        };
    return new Remarks(tokens(usage), ending, finish);
  }

  private static Remarks.@Nullable Tokens tokens(JsonNode usage) {
    return Remarks.Tokens.of(
        usage.path("prompt_tokens"),
        usage.path("completion_tokens"),
        usage.path("prompt_tokens_details").path("cached_tokens"),
        usage.path("prompt_tokens_details").path("cache_write_tokens"),
        usage.path("completion_tokens_details").path("reasoning_tokens"));
  }
}
