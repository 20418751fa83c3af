package io.loopline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {
  @TempDir private Path folder;

  @Test
  void shouldKnowPricesAndSizesOfTheBundledModels() {
    // When
    ModelCatalogue bundled = ModelCatalogue.bundled();

    // Then
    assertThat(bundled.find("gpt-4o-mini"))
        .contains(new ModelEntry("gpt-4o-mini", 150_000, 75_000, -1, 600_000, 128_000, 16_384, -1));
    assertThat(bundled.find("local")).get().extracting(ModelEntry::output).isEqualTo(0L);
    assertThat(bundled.find("nobody-has-this")).isEmpty();
  }

  @Test
  void shouldAddAndReplaceModelsByAFileOfOnesOwn() throws IOException {
    // Given
    Settings settings =
        settings(
            """
            models:
              mine: { input: 1, cached_input: 0, cache_write: 3, token_percent: 125, output: 2, context_tokens: 10, max_output_tokens: 5 }
              gpt-4o: { input: 7, cached_input: 7, output: 7, context_tokens: 10, max_output_tokens: 5 }
            """);

    // When
    ModelCatalogue catalogue = ModelCatalogue.from(settings);

    // Then
    assertThat(catalogue.find("mine")).contains(new ModelEntry("mine", 1, 0, 3, 2, 10, 5, 125));
    assertThat(catalogue.find("gpt-4o")).get().extracting(ModelEntry::input).isEqualTo(7L);
    assertThat(catalogue.names()).contains("gpt-4o-mini", "mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2]                                  | expected the keys 'models', 'limits' and 'profiles'
          { models: {}, prices: {} }              | expected the keys 'models', 'limits' and 'profiles'
          limits: { l: { requests: 1 } }          | limits.l: unknown fields [requests] (known: [max_concurrent, requests_per_minute, tokens_per_minute])
          limits: { l: { requests_per_minute: 0 } } | limits.l.requests_per_minute: expected a whole number from 1 to 1000000, found 0
          models: here                            | models: expected a map of names, found text
          models: 7                               | models: expected a map of names, found 7
          models: { m: 7 }                        | models.m: expected a map, found 7
          models: { m: { inputs: 1 } }            | models.m: unknown fields [inputs]
          models: { m: { context_tokens: 5, max_output_tokens: 5, cached_input: 0, output: 1 } } | models.m.input: expected a whole number from 0 to 1000000000, found nothing
          models: { m: { input: -1, context_tokens: 5, max_output_tokens: 5, cached_input: 0, output: 1 } } | models.m.input: expected a whole number from 0 to 1000000000, found -1
          models: { m: { input: 0.5, context_tokens: 5, max_output_tokens: 5, cached_input: 0, output: 1 } } | models.m.input: expected a whole number from 0 to 1000000000, found 0.5
          models: { m: { input: 1, context_tokens: 5, max_output_tokens: 6, cached_input: 0, output: 1 } } | models.m.max_output_tokens: expected a whole number from 1 to 5, found 6
          models: { m: { input: 1, context_tokens: 5, max_output_tokens: 5, cached_input: 0, cache_write: -2, output: 1 } } | models.m.cache_write: expected a whole number from 0 to 1000000000, found -2
          models: { m: { input: 1, context_tokens: 5, max_output_tokens: 5, cached_input: 0, token_percent: 0, output: 1 } } | models.m.token_percent: expected a whole number from 1 to 1000, found 0
          models: {                               | not YAML in line 1
          """)
  void shouldRefuseAFileThatSaysNonsense(String yaml, String problem) throws IOException {
    // Given
    Settings settings = settings(yaml);

    // Then
    assertThatThrownBy(() -> ModelCatalogue.from(settings))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("loopline.models.file")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profiles: { p: sk-planted }                    | profiles.p: expected a map, found text
          profiles: sk-planted                           | profiles: expected a map of names, found text
          profiles: { p: { key: secret:"sk-planted, }    | not YAML in line 1
          profiles: { p: { provider: gemini, model: local, max_output_tokens: 1, base_url: 'https://h/v1?key=planted' } } | profiles.p.base_url: an address with a user, a password or a query; put the key into 'key'
          profiles: { p: { provider: gemini, model: local, max_output_tokens: 1, base_url: 'https://h/v1?a b=planted' } } | profiles.p.base_url: expected an address such as https://host/v1; what is there is none
          profiles: { p: { provider: openai, model: local, max_output_tokens: 1, key: planted } } | profiles.p.key: expected secret:NAME
          """)
  void shouldNotShowAKeyThatStandsInTheWrongPlace(String yaml, String problem) throws IOException {
    Settings settings = settings(yaml);

    assertThatThrownBy(() -> ModelCatalogue.from(settings))
        .hasMessageContaining(problem)
        .hasMessageNotContaining("planted")
        .hasNoCause();
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    Settings settings =
        Settings.of(
            Map.of("loopline.models.file", folder.resolve("none.yaml").toString()), Map.of());

    assertThatThrownBy(() -> ModelCatalogue.from(settings))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("cannot be read");
  }

  private Settings settings(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("models.yaml"), yaml);
    return Settings.of(Map.of("loopline.models.file", file.toString()), Map.of());
  }
}
