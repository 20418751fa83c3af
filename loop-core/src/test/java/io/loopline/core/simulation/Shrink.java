package io.loopline.core.simulation;

import io.loopline.core.simulation.fault.Behaviours;
import io.loopline.core.simulation.fault.Faults;
import io.loopline.core.simulation.invariant.Findings;
import io.loopline.core.simulation.invariant.Invariants;
import java.util.ArrayList;
import java.util.List;

/** Leaves out what a breach does not need: whole kinds of faults first, then single strikes. */
final class Shrink {
  private Shrink() {}

  /** The scenario with as few faults as still break the same invariant. */
  static Scenario of(Scenario failing, String invariant, Machine machine) {
    Scenario least = failing;
    for (Scenario before = null; !least.equals(before); ) {
      before = least;
      for (String candidate : candidates()) {
        Scenario less = least.without(candidate);
        if (!less.equals(least) && breaks(less, invariant, machine)) {
          least = less;
        }
      }
    }
    return least;
  }

  private static List<String> candidates() {
    List<String> names = new ArrayList<>();
    Behaviours.BAD.forEach(each -> names.add(each.name()));
    Faults.ALL.forEach(each -> names.add(each.name()));
    for (Fault fault : Faults.ALL) {
      for (int i = 0; i < fault.most(); i++) {
        names.add(fault.name() + "#" + i);
      }
    }
    return names;
  }

  private static boolean breaks(Scenario scenario, String invariant, Machine machine) {
    return Invariants.check(Simulation.run(scenario, machine)).stream()
        .map(Findings.Finding::invariant)
        .anyMatch(invariant::equals);
  }
}
