package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.LanguageModel;
import io.loopline.model.LanguageModels;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelMessage;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.model.OutputSchema;
import io.loopline.service.Settings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocols of the providers against a server that other people wrote (npm
 * {@code @copilotkit/aimock}): that our fake server and our clients share no mistake.
 */
@Tag("slow")
@Order(41)
class ModelProtocolsIT {
  private static final Path SOURCES = Path.of("src", "test", "node-models");
  private static final Path FOLDER = Path.of("target", "node-models").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".npmrc", "model-server.js");

  @TempDir private static Path folder;
  private static Process server;
  private static String url = "";

  @BeforeAll
  static void start() throws Exception {
    Program.assumeInstalled("node", "nodejs");
    Program.assumeInstalled("npm", "npm");
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Program.run(
        FOLDER, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"));
    server =
        new ProcessBuilder("node", "model-server.js")
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve("stderr.txt").toFile())
            .start();
    url =
        String.valueOf(
            new BufferedReader(
                    new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                .readLine());
    assertThat(url).as(Files.readString(FOLDER.resolve("stderr.txt"))).startsWith("http://");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroy();
    }
  }

  /** A new one for each question, so that no breaker and no wait carries over. */
  private static LanguageModel model() throws Exception {
    Path file = folder.resolve("models.yaml");
    Files.writeString(
        file,
        """
        models:
          m: { input: 1000000, cached_input: 0, output: 2000000, context_tokens: 9000, max_output_tokens: 900 }
        profiles:
          openai: { provider: openai, base_url: "%1$s/v1", model: m, key: secret:K, max_output_tokens: 900 }
          anthropic: { provider: anthropic, base_url: "%1$s/v1", model: m, key: secret:K, max_output_tokens: 900 }
          gemini: { provider: gemini, base_url: "%1$s/v1beta", model: m, key: secret:K, max_output_tokens: 900 }
          ollama: { provider: ollama, base_url: "%1$s", model: m, max_output_tokens: 900 }
        """
            .formatted(url));
    Files.writeString(folder.resolve("K"), "a-key-of-no-use");
    return LanguageModels.from(
        Settings.of(
            Map.of(
                "loopline.models.file",
                file.toString(),
                "loopline.secrets.directory",
                folder.toString()),
            Map.of()),
        InstantSource.system());
  }

  private static ModelOutcome ask(String profile, String words) throws Exception {
    return model()
        .ask(
            new ModelCall(
                profile,
                List.of(
                    new ModelMessage(ModelMessage.Role.SYSTEM, "You are a mirror."),
                    new ModelMessage(ModelMessage.Role.USER, words)),
                new OutputSchema(
                    "said",
                    """
                    {"type":"object","additionalProperties":false,"required":["say"],\
                    "properties":{"say":{"type":"string"}}}\
                    """),
                new ModelCaps(5_000, 900, 1_000_000),
                0,
                0,
                InstantSource.system().instant().plus(Duration.ofSeconds(60))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama"})
  void shouldReadAnAnswer(String profile) throws Exception {
    // When
    ModelOutcome outcome = ask(profile, "say it");

    // Then 120 tokens at $1 and 30 at $2; this server has no usage for Ollama
    ModelUsage usage =
        profile.equals("ollama")
            ? new ModelUsage(0, 0, 0, 0, 0, false)
            : new ModelUsage(120, 30, 0, 0, 180, true);
    assertThat(outcome)
        .isEqualTo(new ModelOutcome.Answered("{\"say\":\"hello\"}", profile, "m", usage));
  }

  @ParameterizedTest
  @CsvSource({
    "be broken, TRANSIENT, HTTP 500: oops",
    "be unknown, TERMINAL, HTTP 401: who are you",
    "be garbage, TRANSIENT, malformed json",
    "be cut, TRANSIENT, the connection broke off",
    "be limited, RATE_LIMITED, HTTP 429: slow down"
  })
  void shouldReadEachProvidersErrors(String words, FailureKind kind, String said) throws Exception {
    for (String profile : List.of("openai", "anthropic", "gemini")) {
      // When
      ModelOutcome outcome = ask(profile, words);

      // Then
      assertThat(outcome).as(profile).isInstanceOf(ModelOutcome.Failed.class);
      Failure failure = ((ModelOutcome.Failed) outcome).failure();
      assertThat(failure.getKind()).as(profile).isEqualTo(kind);
      assertThat(failure.getMessage()).contains("profile " + profile).contains(said);
      if (kind == FailureKind.RATE_LIMITED) {
        assertThat(failure.getRetryAfterMs()).as(profile).isEqualTo(7_000);
      }
    }
  }
}
