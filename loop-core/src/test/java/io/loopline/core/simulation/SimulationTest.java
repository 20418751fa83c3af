package io.loopline.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.loopline.core.LoopMachine;
import io.loopline.core.simulation.invariant.Findings.Finding;
import io.loopline.core.simulation.invariant.Invariants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Thousands of histories with everything going wrong; each must keep every invariant. One of them
 * again, with its history printed: {@code mvn -pl loop-core test -Dtest=SimulationTest
 * -Dloopline.seed=N}.
 */
class SimulationTest {
  private final Settings settings = Settings.read();

  @Test
  void shouldKeepEveryInvariantWhateverGoesWrong() {
    Long seed = settings.seed();
    if (seed != null) {
      Dump dump = Simulation.run(Scenario.of(seed));
      System.out.println(Printout.of(dump));
      assertThat(Invariants.check(dump)).isEmpty();
      return;
    }
    System.out.printf("simulation: %d seeds from %d%n", settings.seeds(), settings.base());
    long start = System.nanoTime();
    Coverage coverage = new Coverage();
    for (int i = 0; i < settings.seeds(); i++) {
      Dump dump = Simulation.run(Scenario.of(settings.base() + i));
      List<Finding> findings = Invariants.check(dump);
      if (!findings.isEmpty()) {
        fail(report(dump, findings));
      }
      coverage.add(dump);
    }
    System.out.printf(
        "simulation: %d s; how often each thing happened:%n%s",
        (System.nanoTime() - start) / 1_000_000_000, coverage);
    if (!settings.isShort()) {
      assertThat(unexpected(coverage)).isEmpty();
    }
  }

  @Test
  void shouldGiveTheSameHistoryWhenTheSeedIsTheSame() {
    // Given
    Scenario scenario = Scenario.of(settings.base());

    // When
    Dump one = Simulation.run(scenario);
    Dump other = Simulation.run(scenario);

    // Then
    assertThat(one.all()).isEqualTo(other.all());
    assertThat(one.struck()).isEqualTo(other.struck());
  }

  private static List<String> unexpected(Coverage coverage) {
    List<String> wrong = new ArrayList<>();
    List<String> holes = coverage.holes();
    for (String hole : holes) {
      if (!NotReachable.REASONS.containsKey(hole) && !NotReachable.RARE.contains(hole)) {
        wrong.add(
            "never reached: "
                + hole
                + "; teach the simulation to (docs/testing.md), or put it into"
                + " NotReachable with the reason");
      }
    }
    for (String name : NotReachable.REASONS.keySet()) {
      if (!holes.contains(name)) {
        wrong.add("reached, or not there at all: " + name + "; take it out of NotReachable");
      }
    }
    return wrong;
  }

  private static String report(Dump dump, List<Finding> findings) {
    Scenario least = Shrink.of(dump.scenario(), findings.getFirst().invariant(), LoopMachine::step);
    Dump shrunk = Simulation.run(least);
    return "seed %d breaks%n%s%nwith as few faults as do it:%n%s%n%s"
        .formatted(
            dump.scenario().seed(),
            words(findings),
            Printout.of(shrunk),
            words(Invariants.check(shrunk)));
  }

  private static String words(List<Finding> findings) {
    return String.join("\n", findings.stream().limit(8).map(Finding::toString).toList());
  }
}
