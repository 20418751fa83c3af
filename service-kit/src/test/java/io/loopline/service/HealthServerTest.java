package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicReference<Optional<String>> obstacle =
      new AtomicReference<>(Optional.empty());
  private final HealthServer server = new HealthServer(0, failed::get);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server.add(new ReadinessCheck("executor", obstacle::get));
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void shouldBeReadyWhenNothingIsInTheWay() throws Exception {
    assertThat(get("/health/ready")).isEqualTo("200 ready\n");
    assertThat(get("/health/live")).isEqualTo("200 live\n");
  }

  @Test
  void shouldNameTheObstacleWhenNotReady() throws Exception {
    // Given
    obstacle.set(Optional.of("no registry"));

    // Then
    assertThat(get("/health/ready")).isEqualTo("503 executor: no registry\n");
    assertThat(get("/health/live")).isEqualTo("200 live\n");
  }

  @Test
  void shouldNotBeLiveWhenAPartHasFailed() throws Exception {
    // Given
    failed.set(true);

    // Then
    assertThat(get("/health/live")).isEqualTo("503 failed\n");
    assertThat(get("/health/ready")).isEqualTo("503 service: ending\n");
  }

  @Test
  void shouldAnswerNothingElse() throws Exception {
    assertThat(get("/health/ready/more")).startsWith("404");
    assertThat(get("/")).startsWith("404");
  }

  @Test
  void shouldNameThePropertyWhenThePortIsTaken() {
    try (HealthServer second = new HealthServer(server.port(), () -> false)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(InvalidConfiguration.class)
          .hasMessageContaining("loopline.http.port");
    }
  }

  private String get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
