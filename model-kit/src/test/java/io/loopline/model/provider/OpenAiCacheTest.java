package io.loopline.model.provider;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.loopline.model.ModelMessage;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelLimits;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.catalogue.ModelProvider;
import io.loopline.model.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI's own servers are asked to keep, seen where the request leaves. */
class OpenAiCacheTest {
  private static final String OWN = ModelProvider.OPENAI.defaultBaseUrl();

  private final Taken taken = new Taken();

  /** Takes the request and answers. */
  private static final class Taken implements HttpClient, HttpClientBuilder {
    private @Nullable HttpRequest request;

    @Override
    public SuccessfulHttpResponse execute(HttpRequest taken) {
      request = taken;
      return SuccessfulHttpResponse.builder()
          .statusCode(200)
          .body("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"}}]}")
          .build();
    }

    @Override
    public void execute(
        HttpRequest taken, ServerSentEventParser parser, ServerSentEventListener listener) {
      throw new UnsupportedOperationException("nothing streams here");
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return this;
    }
  }

  private JsonNode asked(String model, String baseUrl) {
    ModelProfile profile =
        new ModelProfile(
            "p",
            ModelProvider.OPENAI,
            URI.create(baseUrl),
            model,
            "KEY",
            null,
            100,
            Duration.ofSeconds(1),
            "local",
            List.of(),
            List.of(),
            new ModelLimits(null, null, 1),
            ModelProfile.SchemaMode.NATIVE);
    Asking asking =
        new Asking(
            profile,
            ModelCatalogue.bundled().find("local").orElseThrow(),
            new Prompt(List.of(new ModelMessage(ModelMessage.Role.USER, "What next?")), null),
            null,
            100,
            Duration.ofSeconds(1));
    new OpenAiProvider()
        .connect(asking, new Secret("KEY", "sk-planted"), taken)
        .chat(SystemMessage.from("You \"plan\"."), UserMessage.from("What next?"));
    HttpRequest request = requireNonNull(taken.request);
    assertThat(request.url()).isEqualTo(baseUrl + "/chat/completions");
    assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer sk-planted"));
    return ProviderWords.json(request.body());
  }

  @ParameterizedTest
  @CsvSource({"gpt-6.1-sol", "gpt-6-luna", "gpt-5.6-terra", "gpt-10"})
  void shouldMarkTheEndOfTheRulesAndKeepNothingElse(String model) {
    // When
    JsonNode body = asked(model, OWN);

    // Then
    assertThat(body.path("prompt_cache_options").toString()).isEqualTo("{\"mode\":\"explicit\"}");
    JsonNode rules = body.at("/messages/0/content");
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).path("type").asText()).isEqualTo("text");
    assertThat(rules.get(0).path("text").asText()).isEqualTo("You \"plan\".");
    assertThat(rules.get(0).path("prompt_cache_breakpoint").toString())
        .isEqualTo("{\"mode\":\"explicit\"}");
    assertThat(body.at("/messages/1").toString()).doesNotContain("prompt_cache");
    assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5-mini, https://api.openai.com/v1",
    "gpt-4o, https://api.openai.com/v1",
    "o4-mini, https://api.openai.com/v1",
    "gpt-6.1-sol, https://gateway.example.org/v1"
  })
  void shouldMarkNothingForOlderModelsAndOtherServers(String model, String baseUrl) {
    assertThat(asked(model, baseUrl).toString()).doesNotContain("prompt_cache");
  }

  @Test
  void shouldLeaveAloneWhatIsNoRequest() {
    assertThat(OpenAiCache.marked("no JSON")).isEqualTo("no JSON");
  }
}
