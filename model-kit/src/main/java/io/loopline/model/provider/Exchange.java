package io.loopline.model.provider;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The one HTTP exchange of an attempt, as LangChain4j's HTTP client. It ends by its limit, however
 * slowly bytes come, reads no more than its bound, follows no redirect, logs nothing, and keeps
 * what happened, because LangChain4j's exceptions do not say it. For one thread and one request.
 */
final class Exchange implements HttpClient, HttpClientBuilder {
  /** The longest answers have some hundred kilobytes. */
  static final int MAX_BODY_BYTES = 4 << 20;

  private final java.net.http.HttpClient client;
  private final Duration limit;
  private Wire wire = new Wire.Unsent();
  private boolean interrupted;

  Exchange(java.net.http.HttpClient client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  /** There is no response that could be read; what happened is in {@link #wire}. */
  static final class NoResponse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoResponse() {
      super("no response");
    }
  }

  /** What happened so far. */
  Wire wire() {
    return wire;
  }

  /** Whether the thread was interrupted while it waited; it was told so by {@link NoResponse}. */
  boolean wasInterrupted() {
    return interrupted;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    if (!(wire instanceof Wire.Unsent)) {
      throw new IllegalStateException("a second request in one attempt (bug)");
    }
    wire = send(request);
    if (!(wire instanceof Wire.Response response)) {
      throw new NoResponse();
    }
    if (!response.isSuccess()) {
      throw new HttpException(response.status(), "HTTP " + response.status());
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.status())
        .headers(response.headers().map())
        .body(response.body())
        .build();
  }

  private Wire send(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .POST(BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(builder.build(), _ -> new BoundedBody(MAX_BODY_BYTES));
    try {
      HttpResponse<byte[]> response = TimeLimiter.of(limit).executeFutureSupplier(() -> sent);
      return new Wire.Response(response.statusCode(), response.headers(), text(response.body()));
    } catch (InterruptedException e) {
      sent.cancel(true);
      interrupted = true;
      return new Wire.Broken(Wire.Break.CUT, "the process stops");
    } catch (Exception e) {
      return broken(e);
    }
  }

  /** Decodes strictly: bytes that are replaced in silence would change an answer. */
  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  /** Java has no type for it; later on a connection these words do not come. */
  private static boolean isNoTls(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SSLException
          && String.valueOf(each.getMessage()).contains("nrecognized SSL message")) {
        return true;
      }
    }
    return false;
  }

  private Wire broken(Exception e) {
    return switch (e) {
      case TimeoutException _ ->
          new Wire.Broken(
              Wire.Break.TIMED_OUT, "no whole answer within " + limit.toMillis() + " ms");
      case IOException _ when isNoTls(e) ->
          new Wire.Broken(Wire.Break.NOT_TLS, "the server does not speak TLS");
      case HttpConnectTimeoutException _ ->
          new Wire.Broken(Wire.Break.NOT_CONNECTED, "no connection in time");
      case ConnectException _ ->
          new Wire.Broken(
              Wire.Break.NOT_CONNECTED,
              e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                  ? "the host name has no address"
                  : "the connection was refused");
      case SSLHandshakeException _ ->
          new Wire.Broken(Wire.Break.NOT_CONNECTED, "no TLS: " + e.getMessage());
      case BoundedBody.TooLarge _ ->
          new Wire.Broken(Wire.Break.TOO_LARGE, "more than " + MAX_BODY_BYTES + " bytes");
      case CharacterCodingException _ ->
          new Wire.Broken(Wire.Break.NOT_TEXT, "the body is not UTF-8");
      default ->
          new Wire.Broken(
              Wire.Break.CUT, "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()));
    };
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("nothing streams here (bug)");
  }

  @Override
  public Duration connectTimeout() {
    return limit;
  }

  /** Connections are the shared client's business. */
  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return limit;
  }

  /** The limit is set already. */
  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
