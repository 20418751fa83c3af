package io.loopline.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to the first registry that answers. Thread safe. The address that answered last is
 * asked first; the time of a call is shared by the addresses, so one that hangs leaves time for the
 * next. After a call that no address answered, calls fail at once for a short pause: callers retry,
 * and a registry that comes up is not met by a storm.
 */
final class RegistryTransport {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final List<URI> urls;
  private final RegistryCredentials credentials;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private volatile int preferred;
  private volatile @Nullable Outage outage;

  private record Outage(Instant until, String message) {}

  RegistryTransport(RegistrySettings settings, InstantSource clock) {
    this.urls = settings.urls();
    this.credentials = settings.credentials();
    this.http = client(settings);
    this.clock = clock;
  }

  /** Follows no redirect: credentials go to the addresses in the settings only. */
  private static HttpClient client(RegistrySettings settings) {
    // HTTP/1.1: the upgrade header of an HTTP/2 attempt confuses some registries
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    settings.tls().ifPresent(client::sslContext);
    return client.build();
  }

  /**
   * @param path path below the base address, with its slash
   * @param body JSON text; null for none
   * @param limit time for the whole call
   * @throws RegistryUnreachable when no address gave a genuine answer
   */
  RegistryAnswer call(String method, String path, @Nullable String body, Duration limit) {
    Outage last = outage;
    if (last != null && clock.instant().isBefore(last.until())) {
      throw new RegistryUnreachable(last.message());
    }
    long end = System.nanoTime() + limit.toNanos();
    List<String> failures = new ArrayList<>();
    int first = preferred;
    for (int i = 0; i < urls.size(); i++) {
      int index = (first + i) % urls.size();
      Duration share = Duration.ofNanos((end - System.nanoTime()) / (urls.size() - i));
      URI target = URI.create(urls.get(index) + path);
      String failure;
      try {
        RegistryAnswer answer = exchange(request(method, target, body), share);
        if (answer.genuine()) {
          preferred = index;
          outage = null;
          return answer;
        }
        failure = RegistryFault.of(answer, credentials);
      } catch (TimeoutException e) {
        failure = "gave no answer within " + share.toMillis() + " ms";
      } catch (ExecutionException e) {
        failure = RegistryFault.of(e.getCause() == null ? e : e.getCause(), target);
      }
      failures.add(urls.get(index) + " " + failure);
    }
    String message = "no schema registry: " + String.join("; ", failures);
    outage = new Outage(clock.instant().plus(PAUSE), message);
    throw new RegistryUnreachable(message);
  }

  private HttpRequest request(String method, URI target, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Accept", CONTENT_TYPE + ", application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE);
    }
    credentials.authorization().ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private RegistryAnswer exchange(HttpRequest request, Duration limit)
      throws TimeoutException, ExecutionException {
    // the client's own timeout ends at the headers; this one covers the body too
    CompletableFuture<HttpResponse<String>> pending =
        http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response =
          pending.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      return new RegistryAnswer(response.statusCode(), parse(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnreachable("interrupted while waiting for the schema registry", e);
    } finally {
      pending.cancel(true);
    }
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
