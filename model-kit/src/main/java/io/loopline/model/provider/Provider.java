package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import io.loopline.model.catalogue.ModelProvider;
import io.loopline.model.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A kind of provider: how LangChain4j speaks to it, and what its answers say beside the text. A new
 * kind is one class, a constant of {@link ModelProvider} and a line here. Without state.
 */
interface Provider {
  /** The one for profiles of this kind. */
  static Provider of(ModelProvider kind) {
    return switch (kind) {
      case OPENAI -> new OpenAiProvider();
      case ANTHROPIC -> new AnthropicProvider();
      case GEMINI -> new GeminiProvider();
      case OLLAMA -> new OllamaProvider();
    };
  }

  /**
   * The model for one exchange, without retries and logging. Messages, temperature and form of the
   * answer come with the request; all else is set here.
   *
   * @param key null when the profile has none
   * @param http makes the one HTTP exchange
   */
  ChatModel connect(Asking asking, @Nullable Secret key, HttpClientBuilder http);

  /** Whether an answer of this kind of provider has such a form, however little is in it. */
  boolean isOwn(JsonNode body);

  /** What the body of an answer says; of any JSON at all. */
  Remarks remarks(JsonNode body);

  /**
   * The text of an answer that LangChain4j fails to read although it is whole; null when there is
   * none, or no such answer is known.
   */
  default @Nullable String text(JsonNode body) {
    return null;
  }

  /** For client libraries that insist on a key where the server wants none. */
  static String keyOrNone(@Nullable Secret key) {
    return key == null ? "none" : key.value();
  }
}
