package io.loopline.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.model.ModelMessage;
import io.loopline.model.OutputSchema;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.provider.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
  private final TokenCounter counter = new TokenCounter();

  private static ModelProfile profile(String name) {
    return ModelCatalogue.bundled().profile(name).orElseThrow();
  }

  private static Prompt said(String... texts) {
    return new Prompt(
        List.of(texts).stream()
            .map(text -> new ModelMessage(ModelMessage.Role.USER, text))
            .toList(),
        null);
  }

  @Test
  void shouldCountOpenAisTokensAndEightForEachMessage() {
    assertThat(counter.count(said("Hello world"), profile("openai"))).isEqualTo(2 + 8);
    assertThat(counter.count(said("Hello world", "Hello world"), profile("openai")))
        .isEqualTo(2 * (2 + 8));
  }

  @Test
  void shouldCountThreeTenthsMoreForOthers() {
    assertThat(counter.count(said("Hello world"), profile("anthropic"))).isEqualTo(13);
    assertThat(counter.count(said("Hello world"), profile("local"))).isEqualTo(13);
  }

  @Test
  void shouldCountTheSchemaToo() {
    Prompt formed =
        new Prompt(said("Hello world").messages(), new OutputSchema("s", "Hello world"));

    assertThat(counter.count(formed, profile("openai"))).isEqualTo(2 + 8 + 64 + 2);
  }

  @Test
  void shouldTakeTheMarksOfATokenizerForText() {
    assertThat(counter.count(said("<|endoftext|>"), profile("openai"))).isGreaterThan(8 + 1);
  }
}
