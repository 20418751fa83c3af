package io.loopline.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeUsage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault at the boundary has one kind, for every provider, and says what to change. */
class WireFaultsTest {
  private final ModelBench bench;

  WireFaultsTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
    for (FakeProtocol protocol : FakeProtocol.values()) {
      bench.profile("hasty-" + ModelBench.word(protocol), protocol, "timeout: 300ms");
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  static Failure failure(ModelOutcome outcome) {
    assertThat(outcome).isInstanceOf(ModelOutcome.Failed.class);
    return ((ModelOutcome.Failed) outcome).failure();
  }

  record Fault(String name, FakeReply reply, FailureKind kind, boolean free, String advice) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Fault> faults() {
    return Stream.of(
        new Fault("hang", new FakeReply.Hang(), FailureKind.TIMEOUT, false, "'timeout'"),
        new Fault("drip", new FakeReply.Drip(), FailureKind.TIMEOUT, false, "'timeout'"),
        new Fault(
            "broken off",
            new FakeReply.BrokenOff("a long answer"),
            FailureKind.TRANSIENT,
            false,
            "the connection broke off"),
        new Fault(
            "429",
            FakeReply.error(429, "slow down"),
            FailureKind.RATE_LIMITED,
            true,
            "slow down); requests_per_minute"),
        new Fault(
            "429 for good",
            FakeReply.error(429, "insufficient_quota"),
            FailureKind.TERMINAL,
            true,
            "the account is used up"),
        new Fault(
            "500", FakeReply.error(500, "oops"), FailureKind.TRANSIENT, true, "HTTP 500: oops"),
        new Fault(
            "503", FakeReply.error(503, "oops"), FailureKind.TRANSIENT, true, "HTTP 503: oops"),
        new Fault(
            "529", FakeReply.error(529, "full"), FailureKind.RATE_LIMITED, true, "HTTP 529: full"),
        new Fault("408", FakeReply.error(408, "slow"), FailureKind.TIMEOUT, true, "HTTP 408: slow"),
        new Fault(
            "401",
            FakeReply.error(401, "who?"),
            FailureKind.TERMINAL,
            true,
            "check secret:PLANTED"),
        new Fault(
            "403", FakeReply.error(403, "no"), FailureKind.TERMINAL, true, "check secret:PLANTED"),
        new Fault("402", FakeReply.error(402, "pay"), FailureKind.TERMINAL, true, "top it up"),
        new Fault(
            "404",
            FakeReply.error(404, "m1 not found"),
            FailureKind.TERMINAL,
            true,
            "check 'model' and 'base_url'"),
        new Fault(
            "400 schema",
            FakeReply.error(400, "unsupported keyword in schema"),
            FailureKind.TERMINAL,
            true,
            "json_schema: prompt"),
        new Fault(
            "400 other",
            FakeReply.error(400, "temperature is deprecated"),
            FailureKind.TERMINAL,
            true,
            "check 'model', 'temperature'"),
        new Fault(
            "400 too long",
            FakeReply.error(400, "This model's maximum context length is 8192 tokens"),
            FailureKind.BUDGET_TOO_SMALL,
            true,
            "context_tokens"),
        new Fault(
            "302",
            new FakeReply.Refused(302, Map.of("Location", "http://127.0.0.1:1/"), "moved"),
            FailureKind.TERMINAL,
            true,
            "redirects are not followed"),
        new Fault(
            "not JSON",
            bytes("<html>Please log in</html>"),
            FailureKind.TERMINAL,
            false,
            "<html>Please log in</html>"),
        new Fault("other JSON", bytes("{\"a\":1}"), FailureKind.TERMINAL, false, "base_url"),
        new Fault("JSON of no object", bytes("[1]"), FailureKind.TERMINAL, false, "base_url"),
        new Fault("half of a JSON", bytes("{\"a\":"), FailureKind.TRANSIENT, false, "base_url"),
        new Fault(
            "error in an answer",
            bytes("{\"error\":{\"message\":\"overloaded\"}}"),
            FailureKind.TRANSIENT,
            false,
            "overloaded"),
        new Fault("no bytes", bytes(""), FailureKind.TRANSIENT, false, "base_url"),
        new Fault(
            "invalid UTF-8",
            FakeReply.bytes(new byte[] {'{', (byte) 0xc3, (byte) 0x28, '}'}),
            FailureKind.INVALID_OUTPUT,
            false,
            "not UTF-8"),
        new Fault(
            "10 MB",
            new FakeReply.Huge(10_000_000),
            FailureKind.INVALID_OUTPUT,
            false,
            "max_output_tokens"),
        new Fault(
            "empty answer",
            new FakeReply.Answer("", FakeUsage.of(100, 0), false),
            FailureKind.INVALID_OUTPUT,
            true,
            "the answer is empty"),
        new Fault(
            "blank answer",
            new FakeReply.Answer(" \n", FakeUsage.of(100, 1), false),
            FailureKind.INVALID_OUTPUT,
            true,
            "the answer is empty"));
  }

  private static FakeReply bytes(String text) {
    return FakeReply.bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> faultsOfProviders() {
    return Stream.of(FakeProtocol.values())
        .flatMap(protocol -> faults().map(fault -> Arguments.of(protocol, fault)));
  }

  @ParameterizedTest
  @MethodSource("faultsOfProviders")
  void shouldGiveEachFaultItsKind(FakeProtocol protocol, Fault fault) throws Exception {
    // Given
    bench.server.reply(fault.reply());
    boolean waits =
        fault.reply() instanceof FakeReply.Hang || fault.reply() instanceof FakeReply.Drip;
    String profile = (waits ? "hasty-" : "") + ModelBench.word(protocol);

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call(profile));

    // Then
    Failure failure = failure(outcome);
    assertThat(failure.getKind()).isEqualTo(fault.kind());
    assertThat(failure.getMessage())
        .startsWith("profile %s (%s, model m1 at".formatted(profile, ModelBench.word(protocol)))
        .contains(fault.advice())
        .hasSizeLessThan(2_000);
    assertThat(outcome.usage().complete()).isEqualTo(fault.free());
    assertThat(bench.server.requests()).as("no try of its own").hasSize(1);
  }

  @Test
  void shouldSayThatNobodyListensWhenTheConnectionIsRefused() throws Exception {
    // Given a port that was free a moment ago
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    bench.profileAt("gone", FakeProtocol.OPENAI, "http://127.0.0.1:" + port + "/v1", "");

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("gone"));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure(outcome).getMessage())
        .contains("the connection was refused; is the server up, and base_url right?");
    assertThat(outcome.usage()).isEqualTo(ModelUsage.NONE);
  }

  @ParameterizedTest
  @MethodSource("waits")
  void shouldPassOnTheWaitThatTheProviderAsksFor(Map<String, String> headers, Long wait)
      throws Exception {
    bench.server.reply(new FakeReply.Refused(429, headers, "slow down"));

    ModelOutcome outcome = bench.model().ask(ModelBench.call("openai"));

    assertThat(failure(outcome).getRetryAfterMs()).isEqualTo(wait);
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        Arguments.of(Map.of("Retry-After", "7"), 7_000L),
        Arguments.of(Map.of("Retry-After", "1.5"), 1_500L),
        Arguments.of(Map.of("retry-after-ms", "250", "Retry-After", "1"), 250L),
        Arguments.of(Map.of("Retry-After", "Fri, 01 May 2026 10:00:30 GMT"), 30_000L),
        Arguments.of(Map.of("Retry-After", "Fri, 01 May 2026 09:00:00 GMT"), 0L),
        Arguments.of(Map.of("Retry-After", "999999999"), 3_600_000L),
        Arguments.of(Map.of("Retry-After", "soon"), null),
        Arguments.of(Map.of(), null));
  }

  @Test
  void shouldNameTheSecretThatIsMissing() throws Exception {
    // Given
    bench.profiles.replaceAll(profile -> profile.replace("secret:PLANTED", "secret:NOT_THERE"));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call("openai"));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure(outcome).getMessage())
        .contains("secret:NOT_THERE is not set; set the environment variable NOT_THERE or put a");
    assertThat(bench.server.requests()).isEmpty();
  }

  @Test
  void shouldNameTheProfilesWhenThereIsNoSuch() throws Exception {
    ModelOutcome outcome = bench.model().ask(ModelBench.call("nobody"));

    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure(outcome).getMessage())
        .startsWith("there is no profile 'nobody' (one of anthropic, gemini, hasty-anthropic");
  }
}
