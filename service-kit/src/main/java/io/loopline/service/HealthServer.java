package io.loopline.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Health endpoints on the loopback address, as plain text: {@code /health/live} is 200 until a part
 * has failed, {@code /health/ready} is 200 when nothing is in the way and else 503 with one line
 * per obstacle. Safe for all threads.
 */
public final class HealthServer implements Startable {
  private final int port;
  private final BooleanSupplier failed;
  private final List<ReadinessCheck> checks = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;
  private final List<HttpServer> server = new ArrayList<>(1);

  private record Answer(int status, String text) {}

  /**
   * @param port port to listen on; 0 for one that is free
   * @param failed whether the service has failed for good
   */
  public HealthServer(int port, BooleanSupplier failed) {
    this.port = port;
    this.failed = failed;
  }

  /** Adds a condition of readiness. */
  public void add(ReadinessCheck check) {
    checks.add(check);
  }

  /** Listens from now on. */
  @Override
  public synchronized void start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      http.createContext("/health/live", exchange -> serve(exchange, "/health/live", live()));
      http.createContext("/health/ready", exchange -> serve(exchange, "/health/ready", ready()));
      http.setExecutor(executor);
      http.start();
      server.add(http);
    } catch (IOException e) {
      throw new InvalidConfiguration(
          ServiceConfig.HTTP_PORT.name(),
          Integer.toString(port),
          "cannot listen there: " + e.getMessage());
    }
  }

  /** Port it listens on; only between start and close. */
  public synchronized int port() {
    return server.getFirst().getAddress().getPort();
  }

  @Override
  public synchronized void close() {
    closed = true;
    server.forEach(http -> http.stop(0));
    server.clear();
    executor.shutdownNow();
  }

  private Answer live() {
    return failed.getAsBoolean() ? new Answer(503, "failed\n") : new Answer(200, "live\n");
  }

  private Answer ready() {
    StringBuilder text = new StringBuilder();
    if (closed || failed.getAsBoolean()) {
      text.append("service: ending\n");
    }
    for (ReadinessCheck check : checks) {
      check
          .obstacle()
          .get()
          .ifPresent(reason -> text.append(check.name()).append(": ").append(reason).append('\n'));
    }
    return text.isEmpty() ? new Answer(200, "ready\n") : new Answer(503, text.toString());
  }

  private static void serve(HttpExchange exchange, String path, Answer answer) throws IOException {
    try (exchange) {
      Answer sent = answer;
      if (!exchange.getRequestURI().getPath().equals(path)) {
        sent = new Answer(404, "no such page\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        sent = new Answer(405, "only GET\n");
      }
      byte[] body = sent.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(sent.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
