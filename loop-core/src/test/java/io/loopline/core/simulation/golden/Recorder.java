package io.loopline.core.simulation.golden;

import io.loopline.core.LoopEvent;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Scenario;
import io.loopline.core.simulation.Simulation;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Takes histories from the simulation: for each stop reason the most varied short one. */
final class Recorder {
  private static final int SEEDS = 3_000;
  private static final int LONGEST = 60;
  private static final int WORTH_OF_A_WAY = 3;

  private final Map<StopReason, List<LoopEvent>> best = new EnumMap<>(StopReason.class);
  private final Map<StopReason, Integer> variety = new EnumMap<>(StopReason.class);

  /** Events by the stop reason that they lead to; reasons that no run reached are missing. */
  static Map<StopReason, List<LoopEvent>> record() {
    Recorder recorder = new Recorder();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Dump dump = Simulation.run(Scenario.of(seed));
      dump.decisions().values().forEach(decisions -> recorder.consider(dump, decisions));
    }
    return recorder.best;
  }

  private void consider(Dump dump, List<Decision> decisions) {
    if (decisions.size() > LONGEST) {
      return;
    }
    Set<String> ways = new HashSet<>();
    StopReason reason = null;
    for (Decision decision : decisions) {
      ways.add(decision.event() + decision.disposition() + decision.phaseAfter());
      reason = decision.stopReason() == null ? reason : decision.stopReason();
    }
    int worth = WORTH_OF_A_WAY * ways.size() - decisions.size();
    if (reason != null && worth > variety.getOrDefault(reason, -LONGEST)) {
      variety.put(reason, worth);
      best.put(reason, decisions.stream().map(dump::event).filter(Objects::nonNull).toList());
    }
  }
}
