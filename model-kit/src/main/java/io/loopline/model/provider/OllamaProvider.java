package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import io.loopline.model.secret.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's own protocol. Its server cuts a prompt that is longer than the context it was told, and
 * says nothing, so it is told the context of the catalogue.
 */
final class OllamaProvider implements Provider {
  @Override
  public ChatModel connect(Asking asking, @Nullable Secret key, HttpClientBuilder http) {
    OllamaChatModel.OllamaChatModelBuilder builder =
        OllamaChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(asking.profile().baseUrl().toString())
            .modelName(asking.profile().model())
            .numPredict(asking.maxOutputTokens())
            .numCtx((int) Math.min(Integer.MAX_VALUE, asking.price().contextTokens()))
            .maxRetries(0)
            .logRequests(false)
            .logResponses(false);
    if (key != null) {
      // a server of one's own has no keys, a hosted one or a proxy may
      builder.customHeaders(Map.of("Authorization", "Bearer " + key.value()));
    }
    return builder.build();
  }

  @Override
  public boolean isOwn(JsonNode body) {
    return body.has("message") || body.has("done");
  }

  @Override
  public Remarks remarks(JsonNode body) {
    String done = body.path("done_reason").asText("");
    return new Remarks(
        Remarks.Tokens.of(
            body.path("prompt_eval_count"),
            body.path("eval_count"),
            MissingNode.getInstance(),
            MissingNode.getInstance()),
        done.equals("length") ? Remarks.Ending.CUT_OFF : Remarks.Ending.COMPLETE,
        done);
  }
}
