package io.loopline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.model.catalogue.ModelProfile.SchemaMode;
import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProfilesTest {
  private static final String CHAIN =
      """
      models:
        dear: { input: 9, cached_input: 1, output: 2, context_tokens: 100, max_output_tokens: 50 }
        long: { input: 1, cached_input: 1, output: 7, context_tokens: 900, max_output_tokens: 90 }
        tiny: { input: 0, cached_input: 0, output: 0, context_tokens: 30, max_output_tokens: 20 }
      profiles:
        a: { provider: openai, model: dear, max_output_tokens: 50, fallbacks: [b], stronger: [s, t] }
        b: { provider: openai, model: long, max_output_tokens: 60, fallbacks: [c] }
        c: { provider: openai, model: long, max_output_tokens: 10 }
        s: { provider: openai, model: long, max_output_tokens: 90, fallbacks: [c] }
        t: { provider: openai, model: tiny, max_output_tokens: 20 }
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadEveryFieldOfAProfile() throws IOException {
    // When
    ModelCatalogue catalogue =
        catalogue(
            """
            profiles:
              mine:
                provider: anthropic
                base_url: https://models.example.org/v1/
                model: some-model
                key: secret:MY_KEY
                temperature: 1
                max_output_tokens: 100
                timeout: 1500ms
                price: local
                fallbacks: [local]
                stronger: [openai]
                requests_per_minute: 60
                tokens_per_minute: 90000
                max_concurrent: 3
                json_schema: prompt
            """);

    // Then
    assertThat(catalogue.profile("mine"))
        .contains(
            new ModelProfile(
                "mine",
                ModelProvider.ANTHROPIC,
                URI.create("https://models.example.org/v1"),
                "some-model",
                "MY_KEY",
                1.0,
                100,
                Duration.ofMillis(1500),
                "local",
                List.of("local"),
                List.of("openai"),
                new ModelLimits(60, 90_000, 3),
                SchemaMode.PROMPT));
  }

  @Test
  void shouldKnowWhatAProfileLeavesOut() {
    // When
    ModelProfile openai = ModelCatalogue.bundled().profile("openai").orElseThrow();

    // Then
    assertThat(openai.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
    assertThat(openai.temperature()).isNull();
    assertThat(openai.price()).isEqualTo("gpt-6.1-sol");
    assertThat(openai.limits()).isEqualTo(new ModelLimits(null, null, 8));
    assertThat(openai.schema()).isEqualTo(SchemaMode.NATIVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { model: local, max_output_tokens: 1 } | profiles.p.provider: expected text, found nothing
          { provider: azure, model: local, max_output_tokens: 1 } | profiles.p.provider: expected one of openai, anthropic, gemini, ollama, found azure
          { provider: openai, max_output_tokens: 1 } | profiles.p.model: expected text, found nothing
          { provider: openai, model: gpt-99, max_output_tokens: 1 } | profiles.p.price: unknown model 'gpt-99' (one of claude-haiku-4-5, claude-haiku-5-5
          { provider: openai, model: local } | profiles.p.max_output_tokens: expected a whole number from 1 to 10000000, found nothing
          { provider: openai, model: local, max_output_tokens: 2049 } | profiles.p.max_output_tokens: expected at most the 2048 of models.local, found 2049
          { provider: openai, model: local, max_output_tokens: 1, retries: 3 } | profiles.p: unknown fields [retries] (known: [base_url,
          { provider: openai, model: local, max_output_tokens: 1, base_url: "ftp://x" } | profiles.p.base_url: expected an address such as https://host/v1, found ftp://x
          { provider: openai, model: local, max_output_tokens: 1, temperature: 2.5 } | profiles.p.temperature: expected a number from 0.0 to 2.0, found 2.5
          { provider: openai, model: local, max_output_tokens: 1, timeout: 5 } | profiles.p.timeout: expected a span such as 500ms, 90s, 2m or 1h, found 5
          { provider: openai, model: local, max_output_tokens: 1, timeout: 2h } | profiles.p.timeout: expected a span of at most 1h, found 2h
          { provider: openai, model: local, max_output_tokens: 1, fallbacks: openai } | profiles.p.fallbacks: expected a list of profile names, found openai
          { provider: openai, model: local, max_output_tokens: 1, fallbacks: [nobody] } | profiles.p.fallbacks: unknown profile 'nobody' (one of anthropic
          { provider: openai, model: local, max_output_tokens: 1, stronger: [nobody] } | profiles.p.stronger: unknown profile 'nobody' (one of anthropic
          { provider: openai, model: local, max_output_tokens: 1, stronger: [p] } | profiles.p.stronger: a profile does not name itself
          { provider: openai, model: local, max_output_tokens: 1, requests_per_minute: 0 } | profiles.p.requests_per_minute: expected a whole number from 1 to 1000000, found 0
          { provider: openai, model: local, max_output_tokens: 1, max_concurrent: 0 } | profiles.p.max_concurrent: expected a whole number from 1 to 10000, found 0
          { provider: openai, model: local, max_output_tokens: 1, limits: none } | profiles.p.limits: unknown limits 'none' (one of , in the same file)
          { provider: openai, model: local, max_output_tokens: 1, limits: l, max_concurrent: 2 } | profiles.p: limits 'l' and max_concurrent; put it into these limits
          { provider: openai, model: local, max_output_tokens: 1, json_schema: strict } | profiles.p.json_schema: expected native or prompt, found strict
          """)
  void shouldRefuseAProfileThatSaysNonsense(String profile, String problem) {
    assertThatThrownBy(() -> catalogue("profiles: { p: " + profile + " }"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldGiveProfilesTheLimitsThatTheyShare() throws IOException {
    // When
    ModelCatalogue catalogue =
        catalogue(
            """
            limits:
              account: { requests_per_minute: 60, tokens_per_minute: 90000, max_concurrent: 3 }
            profiles:
              a: { provider: openai, model: gpt-5, max_output_tokens: 1, limits: account }
              b: { provider: openai, model: gpt-5-mini, max_output_tokens: 1, limits: account }
            """);

    // Then
    ModelLimits shared = new ModelLimits("account", 60, 90_000, 3);
    assertThat(catalogue.profile("a")).get().extracting(ModelProfile::limits).isEqualTo(shared);
    assertThat(catalogue.profile("b")).get().extracting(ModelProfile::limits).isEqualTo(shared);
  }

  @Test
  void shouldNotShowAKeyThatIsWrittenIntoTheFile() {
    String profile = "{ provider: openai, model: local, max_output_tokens: 1, key: sk-planted }";

    assertThatThrownBy(() -> catalogue("profiles: { p: " + profile + " }"))
        .hasMessageContaining("profiles.p.key: expected secret:NAME")
        .hasMessageNotContaining("planted");
  }

  @Test
  void shouldNotShowAPasswordInAnAddress() {
    String profile =
        "{ provider: openai, model: local, max_output_tokens: 1, base_url: 'http://u:planted@h' }";

    assertThatThrownBy(() -> catalogue("profiles: { p: " + profile + " }"))
        .hasMessageContaining("profiles.p.base_url: an address with a user, a password or a query")
        .hasMessageNotContaining("planted");
  }

  @Test
  void shouldRefuseFallbacksInACircle() {
    String circle =
        CHAIN.replace("max_output_tokens: 10 }\n", "max_output_tokens: 10, fallbacks: [a] }\n");

    assertThatThrownBy(() -> catalogue(circle))
        .hasMessageContaining("profiles.a.fallbacks: a circle: a -> b -> c -> a");
  }

  @Test
  void shouldAskTheProfileThenItsFallbacks() throws IOException {
    ModelCatalogue catalogue = catalogue(CHAIN);

    assertThat(names(catalogue.chain("a", 0))).containsExactly("a", "b", "c");
    assertThat(names(catalogue.chain("a", 1))).containsExactly("s", "c", "a", "b");
    assertThat(names(catalogue.chain("a", 2))).containsExactly("t", "a", "b", "c");
    assertThat(names(catalogue.chain("a", 9))).containsExactly("t", "a", "b", "c");
    assertThat(names(catalogue.chain("c", 3))).containsExactly("c");
    assertThat(catalogue.chain("nobody", 0)).isEmpty();
  }

  @Test
  void shouldReserveForTheWorstOfAllThatMayAnswer() throws IOException {
    ModelCatalogue catalogue = catalogue(CHAIN);

    assertThat(catalogue.worstCase("a")).contains(new ModelEntry("dear", 9, 1, 9, 7, 30, 10, 140));
    assertThat(catalogue.worstCase("c")).contains(new ModelEntry("long", 1, 1, 1, 7, 900, 10, 140));
    assertThat(catalogue.worstCase("nobody")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5-mini, 100, 100",
    "openai, gpt-6-luna, 100, 140",
    "openai, o4-mini, 100, 100",
    "openai, qwen3-coder, 100, 140",
    "openai, anthropic/claude-opus-5-5, 100, 180",
    "anthropic, claude-sonnet-5-5, 125, 180",
    "anthropic, claude-opus-4-7, 125, 180",
    "anthropic, claude-sonnet-4-5-20250929, 125, 140",
    "anthropic, claude-opus-4-20250514, 125, 140",
    "anthropic, claude-3-5-haiku-latest, 125, 140",
    "gemini, gemini-3.8-flash, 100, 140",
    "ollama, llama3.1, 100, 140"
  })
  void shouldTakeWhatTheProviderIsKnownForWhenThePriceDoesNotSay(
      String provider, String model, long write, int percent) throws IOException {
    // When
    ModelCatalogue catalogue =
        catalogue(
            """
            models: { x: { input: 100, cached_input: 1, output: 2, context_tokens: 9, max_output_tokens: 9 } }
            profiles: { p: { provider: %s, model: %s, price: x, max_output_tokens: 9 } }
            """
                .formatted(provider, model));

    // Then
    assertThat(catalogue.priceOf(catalogue.profile("p").orElseThrow()))
        .isEqualTo(new ModelEntry(model, 100, 1, write, 2, 9, 9, percent));
  }

  @Test
  void shouldSayThePriceOfWritingWhereTheProviderTakesOne() {
    // Given
    ModelCatalogue bundled = ModelCatalogue.bundled();

    // Then it is Anthropic's rule, written out
    assertThat(bundled.names())
        .filteredOn(name -> name.startsWith("claude"))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> {
          ModelEntry entry = bundled.find(name).orElseThrow();
          assertThat(entry.cacheWrite())
              .isEqualTo(ModelProvider.ANTHROPIC.cacheWrite(entry.input()));
          assertThat(entry.cachedInput()).isLessThanOrEqualTo(entry.input() / 10);
        });
    assertThat(bundled.names())
        .filteredOn(name -> name.matches("gpt-(5[.]6|6).*"))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> {
          ModelEntry entry = bundled.find(name).orElseThrow();
          assertThat(entry.cacheWrite()).isEqualTo(entry.input() * 5 / 4);
        });
  }

  private static List<String> names(List<ModelProfile> chain) {
    return chain.stream().map(ModelProfile::name).toList();
  }

  private ModelCatalogue catalogue(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("models.yaml"), yaml);
    return ModelCatalogue.from(
        Settings.of(Map.of("loopline.models.file", file.toString()), Map.of()));
  }
}
