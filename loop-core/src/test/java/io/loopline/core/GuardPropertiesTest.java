package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds of the guards whatever the workers answer. */
class GuardPropertiesTest {

  @Property(tries = 500)
  void shouldKeepTheRingBounded(@ForAll("courses") List<Round> course) {
    Rounds loop = Rounds.started(GuardTerms.DEFAULT);
    for (Round round : course) {
      loop.play(round);
      if (loop.isLive()) {
        StuckMemory memory = loop.live().guards().stuck();
        assertThat(memory.ring()).hasSizeLessThanOrEqualTo(StuckMemory.RING);
        assertThat(memory.planned()).hasSameSizeAs(round.acts());
      }
    }
  }

  @Property(tries = 500)
  void shouldClimbTheLadderStepByStep(@ForAll("courses") List<Round> course) {
    Rounds loop = Rounds.started(GuardTerms.DEFAULT);
    Rung rung = Rung.NONE;
    for (Round round : course) {
      if (!loop.isLive()) {
        break;
      }
      rung = loop.live().guards().stuck().rung();
      int level = loop.live().guards().strategy().level();
      loop.play(round);
      if (loop.isLive()) {
        Rung now = loop.live().guards().stuck().rung();
        assertThat(following(rung)).contains(now);
        assertThat(loop.live().guards().strategy().level() - level).isBetween(-1, 1);
      } else {
        assertThat(loop.stopReason().outcome()).isEqualTo(Outcome.STUCK);
        assertThat(rung).isNotEqualTo(Rung.NONE);
      }
    }
    Statistics.collect(loop.isLive() ? "live" : loop.stopReason().name());
  }

  @Property(tries = 300)
  void shouldNeverBeStuckByRepetitionWhenEveryActionPolls(@ForAll("courses") List<Round> course) {
    StuckTerms terms = new StuckTerms(true, 4, 3, 6, 0, 5, 5, 3, List.of("a", "b"));
    Rounds loop =
        Rounds.started(new GuardTerms(terms, AdaptiveTerms.DEFAULT, ContextTerms.DEFAULT));
    for (Round round : course) {
      if (!round.acts().isEmpty()) {
        loop.play(new Round(round.acts().stream().map(GuardPropertiesTest::polling).toList(), 0.5));
      }
    }
    assertThat(loop.isLive()).isTrue();
    assertThat(loop.live().guards().stuck().ring()).isEmpty();
    assertThat(loop.changes()).isEmpty();
  }

  /** Where a loop may stand after one more iteration. */
  private static List<Rung> following(Rung rung) {
    return switch (rung) {
      case NONE -> List.of(Rung.NONE, Rung.NUDGED);
      case NUDGED -> List.of(Rung.NUDGED, Rung.CHANGED, Rung.NONE);
      case CHANGED -> List.of(Rung.CHANGED, Rung.NONE);
    };
  }

  private static Round.Act polling(Round.Act act) {
    return new Round.Act(act.tool(), act.argument(), true, act.failure(), act.workspace());
  }

  @Provide
  Arbitrary<List<Round>> courses() {
    Arbitrary<Round.Act> act =
        Combinators.combine(
                Arbitraries.of("a", "b"),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of("w0", "w1"))
            .as((tool, argument, workspace) ->
                new Round.Act(tool, argument, false, null, workspace));
    Arbitrary<Double> score = Arbitraries.of(0.1, 0.2, 0.2, 0.2, 0.3);
    return Combinators.combine(act.list().ofMaxSize(3), score)
        .as(Round::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }
}
