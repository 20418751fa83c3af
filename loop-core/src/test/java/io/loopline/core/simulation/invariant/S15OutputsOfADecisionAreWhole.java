package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All outputs of a decision are committed, or none. */
final class S15OutputsOfADecisionAreWhole implements Invariant {
  @Override
  public String id() {
    return "S15";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, Set<Integer>> places = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (TopicRecord record : dump.all()) {
      TopicRecord.Output output = record.output();
      if (output != null && dump.isCommitted(record)) {
        String decision =
            output.loopId() + "/" + output.sequence() + " caused by " + record.cause();
        findings.require(
            places.computeIfAbsent(decision, _ -> new HashSet<>()).add(output.index()),
            "output %d of decision %s twice",
            output.index(),
            decision);
        counts.put(decision, output.count());
      }
    }
    counts.forEach((decision, count) ->
        findings.require(
            places.getOrDefault(decision, Set.of()).size() == count,
            "decision %s has %d outputs, committed are %s",
            decision,
            count,
            places.get(decision)));
  }
}
