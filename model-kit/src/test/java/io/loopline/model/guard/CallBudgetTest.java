package io.loopline.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.model.ModelCaps;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelEntry;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
  /** $1 and $2 per million. */
  private static final ModelEntry MODEL =
      new ModelEntry("m", 1_000_000, 0, 1_000_000, 2_000_000, 4_000, 800, 100);

  @Test
  void shouldAllowTheModelsLongestAnswerWhenItFits() {
    assertThat(fit(new ModelCaps(1_000, 1_000, 10_000), 500))
        .isEqualTo(new CallBudget.Fit.Fits(800));
  }

  @Test
  void shouldShortenTheAnswerToEachCap() {
    assertThat(fit(new ModelCaps(1_000, 700, 10_000), 500)).isEqualTo(new CallBudget.Fit.Fits(700));
    assertThat(fit(new ModelCaps(1_000, 1_000, 1_101), 500))
        .isEqualTo(new CallBudget.Fit.Fits(300));
    assertThat(fit(new ModelCaps(4_000, 1_000, 10_000), 3_500))
        .isEqualTo(new CallBudget.Fit.Fits(500));
  }

  @Test
  void shouldRefuseWhatDoesNotFitAndNameTheCap() {
    assertThat(words(new ModelCaps(499, 1_000, 10_000), 500))
        .startsWith("the prompt has 500 tokens, 499 are left (caps of the call: 499 input");
    assertThat(words(new ModelCaps(9_000, 1_000, 10_000), 3_745))
        .startsWith("the prompt has 3745 tokens, too many for the model's 4000");
    assertThat(words(new ModelCaps(1_000, 1_000, 1_011), 500))
        .startsWith("the prompt and 256 output tokens cost more than the 1011 micro-USD left");
    assertThat(words(new ModelCaps(1_000, 0, 10_000), 500))
        .startsWith("0 output tokens are left, 1 are needed");
  }

  @Test
  void shouldTakeASmallOutputCapAtItsWord() {
    assertThat(fit(new ModelCaps(1_000, 10, 10_000), 500)).isEqualTo(new CallBudget.Fit.Fits(10));
  }

  @Test
  void shouldCountWhatAnAttemptSaysItUsed() {
    // Given
    CallBudget budget = new CallBudget(new ModelCaps(1_000, 1_000, 10_000));

    // When
    budget.charge(MODEL, 500, 800, new ModelUsage(480, 100, 0, 0, 680, true));

    // Then
    assertThat(budget.fit(MODEL, 520)).isEqualTo(new CallBudget.Fit.Fits(800));
    assertThat(budget.fit(MODEL, 521)).isInstanceOf(CallBudget.Fit.TooSmall.class);
  }

  @Test
  void shouldCountAllThatAnAttemptCouldHaveUsedWhenItDoesNotSay() {
    // Given
    CallBudget budget = new CallBudget(new ModelCaps(1_000, 1_000, 10_000));

    // When
    budget.charge(MODEL, 500, 800, new ModelUsage(0, 0, 0, 0, 0, false));

    // Then 200 output tokens are left
    assertThat(budget.fit(MODEL, 500)).isInstanceOf(CallBudget.Fit.TooSmall.class);
    assertThat(budget.used().complete()).isFalse();
  }

  @Test
  void shouldLetAFreeModelAnswerWithoutMoney() {
    ModelEntry free = new ModelEntry("m", 0, 0, 0, 0, 4_000, 800, 100);

    assertThat(new CallBudget(new ModelCaps(1_000, 1_000, 0)).fit(free, 500))
        .isEqualTo(new CallBudget.Fit.Fits(800));
  }

  @Test
  void shouldNotOverflowWhenTheCapsAreAsLargeAsCanBe() {
    ModelEntry dear =
        new ModelEntry(
            "m", 1_000_000_000, 0, 1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000, 100);

    assertThat(
            new CallBudget(new ModelCaps(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .fit(dear, 900_000_000))
        .isEqualTo(new CallBudget.Fit.Fits(1_000_000));
  }

  @Test
  void shouldReserveAsIfAllInputWerePutIntoTheCache() {
    // Given input at $1, writing it to the cache at $3, output at $2
    ModelEntry dear = new ModelEntry("m", 1_000_000, 0, 3_000_000, 2_000_000, 4_000, 800, 100);
    CallBudget budget = new CallBudget(new ModelCaps(10_000, 10_000, 5_000));

    // Then 1,000 tokens of input take 3,000 of 5,000
    assertThat(budget.fit(dear, 1_000)).isEqualTo(new CallBudget.Fit.Fits(800));
    assertThat(budget.fit(dear, 1_400)).isEqualTo(new CallBudget.Fit.Fits(400));
    budget.charge(dear, 1_000, 800, new ModelUsage(0, 0, 0, 0, 0, false));
    assertThat(budget.fit(dear, 100)).isInstanceOf(CallBudget.Fit.TooSmall.class);
  }

  private static CallBudget.Fit fit(ModelCaps caps, long input) {
    return new CallBudget(caps).fit(MODEL, input);
  }

  private static String words(ModelCaps caps, long input) {
    return ((CallBudget.Fit.TooSmall) fit(caps, input)).words();
  }
}
