package io.loopline.model.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelUsage;
import io.loopline.model.OutputSchema;
import io.loopline.model.secret.Secret;
import io.loopline.model.secret.Secrets;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes single exchanges with providers. The key is looked up for each; connections are shared.
 * Thread-safe.
 */
public final class Exchanges {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          // an offer to upgrade a plain connection confuses some model servers
          .version(HttpClient.Version.HTTP_1_1)
          // a redirect would carry the key elsewhere
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final Secrets secrets;
  private final InstantSource clock;

  public Exchanges(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Asks once.
   *
   * @throws InterruptedException when the thread is interrupted; the exchange is dropped
   */
  public Attempted attempt(Asking asking) throws InterruptedException {
    Secret key;
    try {
      key = key(asking);
    } catch (Secrets.Missing e) {
      return new Attempted.NoAnswer(
          new Classification(asking.profile(), null)
              .failure(FailureKind.TERMINAL, String.valueOf(e.getMessage())),
          ModelUsage.NONE,
          false);
    }
    Exchange exchange = new Exchange(http, asking.limit());
    Provider provider = Provider.of(asking.profile().provider());
    Outcome outcome =
        new Outcome(asking, provider, new Classification(asking.profile(), key), clock);
    try {
      ChatResponse response = provider.connect(asking, key, exchange).chat(request(asking));
      return outcome.of(exchange.wire(), response.aiMessage().text());
    } catch (RuntimeException e) {
      if (exchange.wasInterrupted()) {
        throw new InterruptedException("the process stops");
      }
      return outcome.withoutText(exchange.wire(), e);
    }
  }

  private @Nullable Secret key(Asking asking) throws Secrets.Missing {
    String name = asking.profile().key();
    return name == null ? null : secrets.resolve(name);
  }

  private static ChatRequest request(Asking asking) {
    List<ChatMessage> messages =
        asking.prompt().messages().stream().map(Exchanges::message).toList();
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    if (asking.temperature() != null) {
      request.temperature(asking.temperature());
    }
    OutputSchema schema = asking.prompt().schema();
    if (schema != null) {
      request.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name(schema.name())
                      .rootElement(JsonRawSchema.from(schema.jsonSchema()))
                      .build())
              .build());
    }
    return request.build();
  }

  private static ChatMessage message(ModelMessage message) {
    return switch (message.role()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> UserMessage.from(message.text());
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }
}
