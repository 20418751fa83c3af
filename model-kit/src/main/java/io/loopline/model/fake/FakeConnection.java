package io.loopline.model.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request's connection.
 *
 * @param closed down when the server stops
 */
record FakeConnection(HttpExchange exchange, CountDownLatch closed) {
  private static final int CHUNK = 65_536;
  private static final long DRIP_MS = 20;

  void say(FakeRequest request, FakeReply reply) throws IOException, InterruptedException {
    switch (reply) {
      case FakeReply.Answer answer -> send(200, Map.of(), bytes(FakeForms.answer(request, answer)));
      case FakeReply.Refusal refusal ->
          send(200, Map.of(), bytes(FakeForms.refusal(request, refusal)));
      case FakeReply.Refused(int status, Map<String, String> headers, String message) ->
          send(status, headers, bytes(FakeForms.error(request.protocol(), status, message)));
      case FakeReply.Bytes bytes -> send(200, Map.of(), bytes.body());
      case FakeReply.Huge(long size) -> huge(request, size);
      case FakeReply.BrokenOff(String text) ->
          half(bytes(FakeForms.answer(request, new FakeReply.Answer(text, null, false))));
      case FakeReply.Hang() -> closed.await();
      case FakeReply.Drip() -> drip();
      case FakeReply.Held(CountDownLatch until, FakeReply then) -> {
        until.await();
        say(request, then);
      }
    }
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  void send(int status, Map<String, String> headers, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Closing an exchange before all of it was written closes its connection. */
  private void half(byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
  }

  /** Blanks before a JSON text are part of it. */
  private void huge(FakeRequest request, long size) throws IOException {
    byte[] answer =
        bytes(FakeForms.answer(request, new FakeReply.Answer("x", FakeUsage.of(1, 1), false)));
    byte[] blanks = new byte[CHUNK];
    Arrays.fill(blanks, (byte) ' ');
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    for (long sent = answer.length; sent < size; sent += CHUNK) {
      body.write(blanks);
    }
    body.write(answer);
  }

  private void drip() throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    while (!closed.await(DRIP_MS, TimeUnit.MILLISECONDS)) {
      body.write(' ');
      body.flush();
    }
  }
}
