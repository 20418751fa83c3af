package io.loopline.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.model.ModelMessage;
import io.loopline.model.OutputSchema;
import io.loopline.model.catalogue.ModelEntry;
import io.loopline.model.provider.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
  private static final ModelEntry EXACT = model("gpt-5", 100);

  private final TokenCounter counter = new TokenCounter();

  private static ModelEntry model(String name, int percent) {
    return new ModelEntry(name, 0, 0, 0, 0, 1_000, 100, percent);
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
    assertThat(counter.count(said("Hello world"), EXACT)).isEqualTo(2 + 8);
    assertThat(counter.count(said("Hello world", "Hello world"), EXACT)).isEqualTo(2 * (2 + 8));
  }

  @Test
  void shouldCountSoManyPerCentAsTheModelMakes() {
    assertThat(counter.count(said("Hello world"), model("claude", 180))).isEqualTo(18);
    assertThat(counter.count(said("Hello world!"), model("llama", 135))).isEqualTo(15);
  }

  @Test
  void shouldTakeTheOlderTableForOlderModels() {
    String newer = "Привет, как дела?";

    assertThat(counter.count(said(newer), model("gpt-4", 100)))
        .isGreaterThan(counter.count(said(newer), EXACT));
  }

  @Test
  void shouldCountTheSchemaToo() {
    Prompt formed =
        new Prompt(said("Hello world").messages(), new OutputSchema("s", "Hello world"));

    assertThat(counter.count(formed, EXACT)).isEqualTo(2 + 8 + 64 + 2);
  }

  @Test
  void shouldTakeTheMarksOfATokenizerForText() {
    assertThat(counter.count(said("<|endoftext|>"), EXACT)).isGreaterThan(8 + 1);
  }
}
