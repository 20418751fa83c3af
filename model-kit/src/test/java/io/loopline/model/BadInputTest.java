package io.loopline.model;

import static io.loopline.model.WireFaultsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an operator or a server gets wrong ends in one failure that names the profile and what to
 * change. Unknown profiles and missing keys are in {@link WireFaultsTest}.
 */
class BadInputTest {
  private final ModelBench bench;

  BadInputTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void refused(String profile, FailureKind kind, String... words) throws Exception {
    ModelOutcome outcome = bench.model().ask(ModelBench.call(profile));

    assertThat(failure(outcome).getKind()).as(failure(outcome).getMessage()).isEqualTo(kind);
    assertThat(failure(outcome).getMessage())
        .startsWith("profile " + profile + " (")
        .contains(words)
        .doesNotContain("planted");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatTheAddressHasNoSuchPath(FakeProtocol protocol) throws Exception {
    bench.profileAt("lost", protocol, bench.server.baseUrl(protocol) + "/elsewhere", "");

    refused(
        "lost", FailureKind.TERMINAL, "no such model or address", "check 'model' and 'base_url'");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatTheAddressLeadsToAPage(FakeProtocol protocol) throws Exception {
    bench.server.reply(FakeReply.bytes("<html>Welcome</html>".getBytes(StandardCharsets.UTF_8)));

    refused(
        ModelBench.word(protocol), FailureKind.TERMINAL, "Welcome", "does base_url lead to one?");
  }

  @Test
  void shouldSayThatTheServerOfAnHttpsAddressSpeaksNoTls() throws Exception {
    // Given a server that takes the beginning of TLS for a bad request
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseOne(plain));
      String address = "https://127.0.0.1:" + plain.getLocalPort() + "/v1";
      bench.profileAt("secure", FakeProtocol.OPENAI, address, "");

      // Then
      refused(
          "secure",
          FailureKind.TERMINAL,
          "does not speak TLS",
          "should base_url begin with http://?");
    }
  }

  private static void refuseOne(ServerSocket server) {
    try (Socket connection = server.accept()) {
      connection.getInputStream().read(new byte[8_192]);
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      connection.getOutputStream().flush();
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("the test's server", e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, The model `m1` does not exist or you do not have access to it.",
    "ANTHROPIC, model: m1",
    "GEMINI, models/m1 is not found for API version v1beta",
    "OLLAMA, 'model ''m1'' not found, try pulling it first'"
  })
  void shouldSayThatThereIsNoSuchModel(FakeProtocol protocol, String words) throws Exception {
    bench.server.reply(FakeReply.error(404, words));

    refused(
        ModelBench.word(protocol), FailureKind.TERMINAL, "model m1", words, "check 'model' and");
  }

  @Test
  void shouldSayThatANameOfAModelFitsNoAddress() throws Exception {
    bench.profile("odd", FakeProtocol.GEMINI, "");
    bench.profiles.add(bench.profiles.removeLast().replace("model: m1", "model: 'm 1'"));

    refused("odd", FailureKind.TERMINAL, "the request cannot be made", "check the profile");
    assertThat(bench.server.requests()).isEmpty();
  }

  @Test
  void shouldSayThatAProfileWithoutAKeyNeedsOne() throws Exception {
    bench.profile("keyless", FakeProtocol.OPENAI, "");
    bench.profiles.add(bench.profiles.removeLast().replace("    key: secret:PLANTED\n", ""));
    bench.server.reply(FakeReply.error(401, "You didn't provide an API key"));

    refused("keyless", FailureKind.TERMINAL, "the key is refused", "give the profile a 'key'");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, Invalid schema for response_format 'plan': allOf is not permitted",
    "ANTHROPIC, output_config.format.schema: unsupported keyword",
    "GEMINI, Invalid JSON payload: response_json_schema has too many states",
    "OLLAMA, invalid JSON schema in format"
  })
  void shouldSayThatTheProviderRejectsTheSchema(FakeProtocol protocol, String words)
      throws Exception {
    bench.server.reply(FakeReply.error(400, words));

    refused(ModelBench.word(protocol), FailureKind.TERMINAL, words, "set 'json_schema: prompt'");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatAnAnswerHasTenMegabytes(FakeProtocol protocol) throws Exception {
    bench.server.reply(new FakeReply.Huge(10_000_000));

    refused(
        ModelBench.word(protocol),
        FailureKind.INVALID_OUTPUT,
        "more than 4194304 bytes",
        "does the server keep to max_output_tokens?");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatAnAnswerIsNotUtf8(FakeProtocol protocol) throws Exception {
    byte[] body = "{\"choices\":[],\"x\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    byte[] broken = Arrays.copyOf(body, body.length);
    broken[broken.length - 3] = (byte) 0xff;
    bench.server.reply(FakeReply.bytes(broken));

    refused(
        ModelBench.word(protocol),
        FailureKind.INVALID_OUTPUT,
        "the body is not UTF-8",
        "does base_url lead to a model server?");
  }
}
