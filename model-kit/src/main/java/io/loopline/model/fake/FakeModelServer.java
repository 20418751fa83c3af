package io.loopline.model.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A model server on the loopback interface that says what a test told it, in the forms of OpenAI,
 * Anthropic, Google and Ollama, and remembers what it was asked. Replies that are lined up come
 * first, each once; then the standing reply; without one it answers 500. Thread-safe.
 */
public final class FakeModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<FakeReply> next = new ConcurrentLinkedQueue<>();
  private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<FakeRequest, FakeReply> standing =
      _ -> FakeReply.error(500, "no reply was scripted");

  private FakeModelServer(HttpServer server) {
    this.server = server;
  }

  /** A server on a free port. */
  public static FakeModelServer start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeModelServer fake = new FakeModelServer(http);
      http.setExecutor(fake.threads);
      http.createContext("/", fake::handle);
      http.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback interface", e);
    }
  }

  /** What a profile's {@code base_url} must be. */
  public String baseUrl(FakeProtocol protocol) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + protocol.basePath();
  }

  /** Lines up replies. */
  public FakeModelServer reply(FakeReply... replies) {
    next.addAll(List.of(replies));
    return this;
  }

  /** What is said to every request that no reply is lined up for. */
  public FakeModelServer replyAlways(Function<FakeRequest, FakeReply> reply) {
    standing = reply;
    return this;
  }

  /** What was asked so far, the first one first. */
  public List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /** Ends all connections, those of hanging replies too. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      FakeConnection connection = new FakeConnection(exchange, closed);
      Optional<FakeProtocol> protocol = FakeProtocol.of(exchange.getRequestURI().getPath());
      if (protocol.isEmpty()) {
        connection.send(
            404,
            Map.of(),
            "{\"error\":\"no such path\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return;
      }
      FakeRequest request = read(exchange, protocol.get());
      requests.add(request);
      FakeReply reply = next.poll();
      connection.say(request, reply == null ? standing.apply(request) : reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static FakeRequest read(HttpExchange exchange, FakeProtocol protocol) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    JsonNode body;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException e) {
      body = MissingNode.getInstance();
    }
    return new FakeRequest(protocol, exchange.getRequestURI().toString(), headers, body);
  }
}
