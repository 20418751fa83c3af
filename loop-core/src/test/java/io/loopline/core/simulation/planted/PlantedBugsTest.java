package io.loopline.core.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.simulation.invariant.Findings.Finding;
import io.loopline.core.simulation.invariant.Invariants;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each planted bug is caught, by the predicate that is there for it. */
class PlantedBugsTest {
  private static final int SEEDS = 600;

  static Stream<Plant> plants() {
    return Stream.of(
            MachineBugs.all(),
            FamilyBugs.all(),
            ActionBugs.all(),
            ModelBugs.all(),
            PermitBugs.all(),
            HistoryBugs.all())
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("plants")
  void shouldCatchBugByItsPredicate(Plant plant) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<String> broken =
          Invariants.check(plant.run(seed)).stream().map(Finding::invariant).distinct().toList();
      if (broken.contains(plant.caughtBy())) {
        System.out.printf("planted: %s: caught at seed %d by %s%n", plant.name(), seed, broken);
        return;
      }
    }
    throw new AssertionError(
        "%s: %s did not catch it in %d seeds".formatted(plant.name(), plant.caughtBy(), SEEDS));
  }

  @Test
  void shouldHaveABugForEveryPredicate() {
    assertThat(plants().map(Plant::caughtBy))
        .containsAll(Invariants.ALL.stream().map(each -> each.getClass().getSimpleName()).toList());
  }
}
