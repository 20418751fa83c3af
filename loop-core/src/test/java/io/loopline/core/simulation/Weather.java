package io.loopline.core.simulation;

import io.loopline.core.simulation.fault.Behaviours;
import java.util.List;

/**
 * How bad a run is: how long faults strike, how often a request meets a misbehaving worker, and
 * which misbehaviour there is. Some runs are calm.
 */
final class Weather {
  private static final List<Long> DURATIONS_MS = List.of(0L, 20_000L, 120_000L, 900_000L);
  private static final List<Integer> PERCENTAGES = List.of(0, 10, 30, 60);

  private final long healedAtMs;
  private final int misbehaviourPercent;
  private final List<Behaviour> misbehaviours;

  Weather(Scenario scenario, Chance chance) {
    healedAtMs = chance.one(DURATIONS_MS);
    misbehaviourPercent = chance.one(PERCENTAGES);
    misbehaviours =
        Behaviours.BAD.stream()
            .filter(each -> chance.percent(60))
            .filter(each -> scenario.has(each.name()))
            .toList();
  }

  /** From here on nothing goes wrong any more. */
  long healedAtMs() {
    return healedAtMs;
  }

  Behaviour behaviour(Chance chance, long nowMs) {
    boolean bad = chance.percent(misbehaviourPercent);
    int which = chance.below(1_000);
    return bad && nowMs < healedAtMs && !misbehaviours.isEmpty()
        ? misbehaviours.get(which % misbehaviours.size())
        : Behaviours.GOOD;
  }
}
