package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** Caps never pass what is left, and give up no more than they must. */
class CapsFitTest {

  @Property
  void shouldFitWhatIsLeftAndWasteNothing(
      @ForAll("models") ModelTerms model,
      @ForAll @LongRange(min = -10, max = 30_000) long tokensLeft,
      @ForAll @LongRange(min = -10, max = 100_000) long costLeft,
      @ForAll @IntRange(min = 10, max = 8_000) int window) {
    int least = Math.max(1, window / 8);
    CapsFit fit = new CapsFit(model, tokensLeft, costLeft);

    CapsFit.Fit found = fit.fit(window, least);

    Statistics.label("fit").collect(found.getClass().getSimpleName());
    if (found instanceof CapsFit.Fits(Caps caps)) {
      assertThat(fits(fit, caps)).isTrue();
      assertThat(caps.window()).isBetween(least, window);
      assertThat(caps.outputTokens()).isBetween(1L, model.maxOutputTokens());
      // one token more of what was shortened would not fit
      if (caps.window() < window) {
        assertThat(fits(fit, caps(model, caps.window() + 1, caps.outputTokens()))).isFalse();
      } else if (caps.outputTokens() < model.maxOutputTokens()) {
        assertThat(fits(fit, caps(model, window, caps.outputTokens() + 1))).isFalse();
      }
    } else {
      long output = Math.min(CapsFit.LEAST_OUTPUT, model.maxOutputTokens());
      assertThat(fits(fit, caps(model, least, output))).isFalse();
    }
  }

  private static Caps caps(ModelTerms model, int window, long output) {
    long input = model.overheadTokens() + window;
    return new Caps(input, output, model.cost(input, output), window);
  }

  private static boolean fits(CapsFit fit, Caps caps) {
    return caps.tokens() <= fit.tokensLeft()
        && caps.cost() <= fit.costLeft()
        && caps.tokens() <= fit.model().contextTokens();
  }

  @Provide
  Arbitrary<ModelTerms> models() {
    Arbitrary<Long> price = Arbitraries.longs().between(0, 20_000_000);
    return Combinators.combine(
            price,
            price,
            Arbitraries.longs().between(1, 20_000),
            Arbitraries.longs().between(1, 20_000),
            Arbitraries.longs().between(0, 3_000))
        .as((input, output, context, most, overhead) ->
            new ModelTerms("m", input, 0, output, context, Math.min(most, context), overhead));
  }
}
