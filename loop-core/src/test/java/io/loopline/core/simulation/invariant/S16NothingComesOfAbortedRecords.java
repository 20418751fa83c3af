package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Coordinates;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;

/** Nothing committed was caused by a record of an aborted transaction. */
final class S16NothingComesOfAbortedRecords implements Invariant {
  @Override
  public String id() {
    return "S16";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    for (TopicRecord record : dump.all()) {
      Coordinates cause = record.cause();
      TopicRecord source = cause == null ? null : dump.at(cause);
      findings.require(
          source == null || !dump.isCommitted(record) || dump.isCommitted(source),
          "%s came of %s, which was aborted",
          record.at(),
          cause);
    }
  }
}
