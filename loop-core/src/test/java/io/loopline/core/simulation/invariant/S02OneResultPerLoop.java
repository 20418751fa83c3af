package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.Map;

/** Each accepted goal has exactly one result, and nothing else has any. */
final class S02OneResultPerLoop implements Invariant {
  @Override
  public String id() {
    return "S2";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, Integer> results = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.RESULTS)) {
      results.merge(record.key(), 1, Integer::sum);
    }
    dump.decisions()
        .keySet()
        .forEach(loopId ->
            findings.require(
                results.getOrDefault(loopId, 0) == 1,
                "loop %s has %d results",
                loopId,
                results.getOrDefault(loopId, 0)));
    results
        .keySet()
        .forEach(loopId ->
            findings.require(
                dump.decisions().containsKey(loopId),
                "a result of loop %s, which never was",
                loopId));
  }
}
