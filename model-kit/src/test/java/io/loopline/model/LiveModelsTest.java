package io.loopline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopline.model.ModelMessage.Role;
import io.loopline.service.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bundled profiles at the providers themselves, for who has keys and wants to pay some hundred
 * tokens: {@code mvn -pl model-kit -am test -Dtest=LiveModelsTest -Dloopline.live=true}.
 */
@EnabledIfSystemProperty(named = "loopline.live", matches = "true")
class LiveModelsTest {
  private static final OutputSchema SUM =
      new OutputSchema(
          "sum",
          """
          {"type":"object","additionalProperties":false,"required":["sum"],"properties":{"sum":{"type":"integer"}}}\
          """);

  @ParameterizedTest
  @CsvSource({
    "openai-mini, OPENAI_API_KEY",
    "anthropic, ANTHROPIC_API_KEY",
    "gemini, GEMINI_API_KEY"
  })
  void shouldAnswerInTheFormThatIsAskedForAndSayWhatItUsed(String profile, String key)
      throws InterruptedException {
    // Given
    assumeTrue(System.getenv(key) != null, key + " is not set");
    InstantSource clock = InstantSource.system();
    LanguageModel models = LanguageModels.from(Settings.of(Map.of(), Map.of()), clock);

    // When
    ModelOutcome outcome =
        models.ask(
            new ModelCall(
                profile,
                List.of(
                    new ModelMessage(
                        Role.SYSTEM,
                        "Answer with one JSON object by this schema: " + SUM.jsonSchema()),
                    new ModelMessage(Role.USER, "What is the sum of 19 and 23?")),
                SUM,
                new ModelCaps(2_000, 4_000, 200_000),
                0,
                0,
                clock.instant().plusSeconds(90)));

    // Then
    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(((ModelOutcome.Answered) outcome).text()).contains("42");
    assertThat(outcome.usage().complete()).isTrue();
    assertThat(outcome.usage().inputTokens()).isPositive();
    assertThat(outcome.usage().costMicroUsd()).isPositive();
  }
}
