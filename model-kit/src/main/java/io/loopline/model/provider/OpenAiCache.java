package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;

/**
 * Asks OpenAI's prompt cache for the rules alone. From GPT-5.6 on OpenAI looks a prefix up only
 * where an earlier request ended one, by itself behind the last message, which here is new each
 * time: the whole prompt would be put into the cache, at a higher price, and never be found. So the
 * end of the rules is marked, and nothing else is kept. LangChain4j 1.19 has no field for the mark,
 * so it is put into the request on its way.
 */
record OpenAiCache(HttpClientBuilder next) implements HttpClientBuilder {
  private static final String MARKED = "(gpt-5[.][6-9]|gpt-[6-9]|gpt-[1-9][0-9]).*";

  /** Whether a model of OpenAI's own takes the mark. */
  static boolean marks(String model) {
    return model.matches(MARKED);
  }

  @Override
  public HttpClient build() {
    return new Marking(next.build());
  }

  @Override
  public Duration connectTimeout() {
    return next.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return new OpenAiCache(next.connectTimeout(timeout));
  }

  @Override
  public Duration readTimeout() {
    return next.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return new OpenAiCache(next.readTimeout(timeout));
  }

  /** Marks each request. */
  private record Marking(HttpClient next) implements HttpClient {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      return next.execute(
          HttpRequest.builder()
              .method(request.method())
              .url(request.url())
              .headers(request.headers())
              .body(marked(request.body()))
              .build());
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      next.execute(request, parser, listener);
    }
  }

  /** The same request with the end of its rules marked; without rules nothing is kept. */
  static String marked(String body) {
    if (!(ProviderWords.json(body) instanceof ObjectNode request)) {
      return body;
    }
    request.putObject("prompt_cache_options").put("mode", "explicit");
    for (JsonNode message : request.path("messages")) {
      if (message instanceof ObjectNode rules
          && "system".equals(rules.path("role").textValue())
          && rules.path("content").isTextual()) {
        String text = rules.path("content").textValue();
        rules
            .putArray("content")
            .addObject()
            .put("type", "text")
            .put("text", text)
            .putObject("prompt_cache_breakpoint")
            .put("mode", "explicit");
      }
    }
    return request.toString();
  }
}
