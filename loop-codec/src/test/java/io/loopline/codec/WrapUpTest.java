package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrapUpTest {
  private static final Ledger FRESH =
      Ledger.of(Map.of(Dimension.TOKENS, 1_000L, Dimension.COST, 500L, Dimension.ITERATIONS, 5L));

  @Test
  void shouldSayNothingWhenLessThanFourFifthsAreSpent() {
    assertThat(WrapUp.words(FRESH)).isNull();
    assertThat(WrapUp.words(FRESH.settle(Dimension.TOKENS, 0, 799))).isNull();
  }

  @Test
  void shouldNameWhatIsLeftOfEachBudgetThatRunsLow() {
    // Given
    Ledger low =
        FRESH
            .settle(Dimension.TOKENS, 0, 800)
            .settle(Dimension.COST, 0, 600)
            .settle(Dimension.ITERATIONS, 0, 3);

    // Then
    assertThat(WrapUp.words(low))
        .contains("tokens 200 of 1000 left, cost 0 micro-USD of 500 micro-USD left.")
        .doesNotContain("iterations");
  }
}
