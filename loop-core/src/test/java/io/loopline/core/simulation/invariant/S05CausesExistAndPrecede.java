package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Coordinates;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;

/** Every cause referred to is among the committed records and was written before. */
final class S05CausesExistAndPrecede implements Invariant {
  @Override
  public String id() {
    return "S5";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    for (TopicRecord record : dump.all()) {
      Coordinates cause = record.cause();
      if (cause != null && dump.isCommitted(record)) {
        TopicRecord source = dump.at(cause);
        findings.require(source != null, "%s refers to %s, where nothing is", record.at(), cause);
        findings.require(
            source == null || source.stamp() < record.stamp(),
            "%s refers to %s, which came later",
            record.at(),
            cause);
      }
    }
  }
}
