package io.loopline.loopctl.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks a part, the way its users do, whether it works. One bounded question each; thread-safe. */
final class Readiness implements AutoCloseable {
  private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(QUESTION_TIMEOUT).build();
  private final StackPorts ports;
  private final String bootstrap;

  /** {@code bootstrap} is where the broker is, be it the stack's own or another. */
  Readiness(StackPorts ports, String bootstrap) {
    this.ports = ports;
    this.bootstrap = bootstrap;
  }

  /** Whether the part does its work now. */
  boolean isReady(Part part) throws InterruptedException {
    return switch (part) {
      case BROKER -> (!isOwnBroker() || listens(ports.broker())) && brokerAnswers();
      case REGISTRY -> answersOk(ports.registryUrl() + "/subjects");
      case PLANNER, EXECUTOR, VERIFIER ->
          answersOk("http://127.0.0.1:" + ports.of(part) + "/health/ready");
    };
  }

  private boolean isOwnBroker() {
    return bootstrap.equals(ports.bootstrap());
  }

  private boolean brokerAnswers() throws InterruptedException {
    int timeoutMs = (int) QUESTION_TIMEOUT.toMillis();
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
    try (Admin admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException | KafkaException _) {
      return false;
    }
  }

  private boolean answersOk(String url) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(QUESTION_TIMEOUT).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) QUESTION_TIMEOUT.toMillis());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
