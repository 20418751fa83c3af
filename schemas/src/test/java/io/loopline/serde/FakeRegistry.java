package io.loopline.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The few calls of Confluent's registry API that the client makes, over real HTTP on loopback. */
final class FakeRegistry implements AutoCloseable {
  static final String BASE = "/apis/ccompat/v7";

  final List<String> requests = new CopyOnWriteArrayList<>();
  final Map<String, String> levels = new LinkedHashMap<>();
  private final Map<Integer, String> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String scheme;
  private final HttpServer server;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable Canned canned;
  private volatile boolean hanging;
  private volatile boolean dripping;
  private volatile String authorization = "";

  private record Canned(int status, String body) {}

  FakeRegistry() throws IOException {
    this("http", HttpServer.create(loopback(), 0));
  }

  private FakeRegistry(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * A registry that speaks TLS.
   *
   * @param wantsClientCertificate whether it talks only to clients it trusts
   */
  static FakeRegistry tls(SSLContext identity, boolean wantsClientCertificate) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(identity) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters chosen = identity.getDefaultSSLParameters();
            chosen.setNeedClientAuth(wantsClientCertificate);
            parameters.setSSLParameters(chosen);
          }
        });
    return new FakeRegistry("https", server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    return url("127.0.0.1");
  }

  /** By another name of the loopback address. */
  String url(String host) {
    return "%s://%s:%d%s".formatted(scheme, host, server.getAddress().getPort(), BASE);
  }

  /** Answers everything like this from now on. */
  void answer(int status, String body) {
    canned = new Canned(status, body);
  }

  /** Takes requests from now on and never answers. */
  void hang() {
    hanging = true;
  }

  /** Sends headers and the first byte from now on, and never the rest. */
  void drip() {
    dripping = true;
  }

  void behave() {
    canned = null;
    hanging = false;
    dripping = false;
  }

  /** Demands basic authentication from now on. */
  void protect(String userAndPassword) {
    byte[] plain = userAndPassword.getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(plain);
  }

  /** Demands this token from now on. */
  void protectByToken(String token) {
    authorization = "Bearer " + token;
  }

  synchronized int add(String schema) {
    int id = schemas.size() + 100;
    schemas.put(id, schema);
    return id;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + path.replace(BASE, ""));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (hanging) {
      threads.execute(() -> holdBack(exchange));
    } else if (dripping) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      threads.execute(() -> holdBack(exchange));
    } else {
      Canned reply = canned;
      send(exchange, reply == null ? respond(exchange, path, body) : reply);
    }
  }

  private void holdBack(HttpExchange exchange) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private Canned respond(HttpExchange exchange, String path, String body) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (!authorization.isEmpty() && !authorization.equals(shown)) {
      // some gateways repeat what they were given
      return error(401, 40101, "Unauthorized: " + shown);
    }
    if (!path.startsWith(BASE)) {
      return new Canned(404, "<html>no such page</html>");
    }
    String[] parts = path.substring(BASE.length() + 1).split("/", -1);
    if (parts[0].equals("schemas")) {
      String schema = schemas.get(Integer.parseInt(parts[2]));
      return schema == null
          ? error(404, 40403, "Schema not found")
          : new Canned(200, node().put("schema", schema).toString());
    }
    if (parts[0].equals("config")) {
      levels.put(parts[1], json.readTree(body).path("compatibility").asText());
      return new Canned(200, body);
    }
    return identify(parts[1], parts.length == 3, json.readTree(body).path("schema").asText());
  }

  private Canned identify(String subject, boolean register, String schema) {
    Integer id = ids.get(subject + schema);
    if (id == null && !register) {
      return error(404, 40401, "Subject '" + subject + "' not found.");
    }
    if (id == null) {
      id = add(schema);
      ids.put(subject + schema, id);
    }
    return new Canned(200, node().put("id", id).toString());
  }

  private Canned error(int status, int code, String message) {
    return new Canned(status, node().put("error_code", code).put("message", message).toString());
  }

  private ObjectNode node() {
    return json.createObjectNode();
  }

  private static void send(HttpExchange exchange, Canned reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
