package io.loopline.codec.prompt;

import static io.loopline.codec.prompt.PlanRequests.recalled;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.PlanRequest;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTextTest {
  private static final PlanRequest REQUEST = PlanRequests.withMemory();

  private static RecalledMemory fact(int number, String text) {
    return recalled(RecallKind.FACT, "global/" + number, "global", text, "");
  }

  @Test
  void shouldKeepWhatIsRecalledWithinItsSize() {
    // Given
    List<RecalledMemory> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(fact(i, "ä".repeat(500)));
    }

    // When
    List<RecalledMemory> fitting = MemoryText.fitting(many);

    // Then
    int empty = MemoryText.of(REQUEST, List.of()).getBytes(StandardCharsets.UTF_8).length;
    int full = MemoryText.of(REQUEST, fitting).getBytes(StandardCharsets.UTF_8).length;
    assertThat(fitting).hasSizeBetween(5, 10).isEqualTo(many.subList(0, fitting.size()));
    assertThat(full - empty).isLessThanOrEqualTo(MemoryText.MAX_BYTES);
    assertThat(MemoryText.of(REQUEST, many)).isEqualTo(MemoryText.of(REQUEST, fitting));
  }

  @Test
  void shouldGoOnWithShorterOnesWhenOneIsTooLong() {
    RecalledMemory tooLong = fact(1, "x".repeat(MemoryText.MAX_BYTES));
    RecalledMemory other = fact(2, "short");

    assertThat(MemoryText.fitting(List.of(tooLong, other))).containsExactly(other);
  }

  @Test
  void shouldSayWhichSearchFoundNothing() {
    assertThat(MemoryText.of(REQUEST, PlanRequests.recalled()))
        .contains("Your search 'empty lists' found nothing more.")
        .doesNotContain("'how tests run' found nothing");
    assertThat(MemoryText.of(REQUEST, List.of()))
        .contains("Nothing was recalled.")
        .contains("'how tests run' found nothing");
  }

  @Test
  void shouldOfferMemoryOnlyWhenTheGoalHasIt() {
    PlanRequest without = PlanRequests.third();

    assertThat(PlanPrompt.answerSchema(without)).doesNotContain("memory").doesNotContain("fact");
    assertThat(PlanPrompt.answerSchema(REQUEST)).contains("\"memory\"", "\"search\"", "\"fact\"");
    assertThat(PlanPrompt.of(without, PlanRequests.recalled()))
        .isEqualTo(PlanPrompt.of(without, List.of()));
    assertThat(PlanPrompt.of(REQUEST, List.of()).user())
        .contains("you may write: loop, team=search.");
  }
}
