package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** An amendment is taken as a whole when each limit can be one, and not at all otherwise. */
class AmendmentsPropertyTest {

  @Property
  void shouldNeverSetALimitBelowWhatIsCommitted(
      @ForAll("amendments") List<Map<Dimension, Long>> amendments) {
    Given loop =
        Given.given(
            Models.goal(50_000, 50_000),
            Models.planned(1, Fixture.plan(1, 1), Models.used(900, 100), "workspace"),
            Fixture.observed(2, Fixture.act(1, 0, 1), null));
    for (Map<Dimension, Long> limits : amendments) {
      Ledger before = loop.live().ledger();
      loop = loop.when(People.amend(3, limits));
      Ledger after = loop.live().ledger();
      boolean possible =
          limits.entrySet().stream()
              .allMatch(each -> isPossible(after.line(each.getKey()), each.getValue()));
      assertThat(loop.transition().disposition())
          .isEqualTo(possible ? Disposition.APPLIED : Disposition.REFUSED);
      for (Dimension dimension : Dimension.values()) {
        BudgetLine line = after.line(dimension);
        assertThat(line.limit())
            .isEqualTo(
                possible && limits.containsKey(dimension)
                    ? limits.get(dimension)
                    : before.line(dimension).limit());
        assertThat(line.spent() + line.reserved()).isLessThanOrEqualTo(line.limit());
      }
      Statistics.label("amendment").collect(loop.transition().disposition());
    }
  }

  private static boolean isPossible(BudgetLine line, long limit) {
    return limit >= line.spent() + line.reserved() && limit <= line.dimension().largestLimit();
  }

  @Provide
  Arbitrary<List<Map<Dimension, Long>>> amendments() {
    Arbitrary<Long> limit =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-2, 5),
            Arbitraries.longs().between(800, 20_000),
            Arbitraries.longs());
    return Arbitraries.maps(Arbitraries.of(Dimension.class), limit)
        .ofMinSize(1)
        .ofMaxSize(2)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }
}
