package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parent's result comes after those of all its children or after their deadline, and a loop that
 * waits for them starts nothing any more.
 */
final class X05ParentsEndLast implements Invariant {
  /** A loop that ends waits so long for results. */
  static final Duration CLOSING = Duration.ofMinutes(2);

  @Override
  public String id() {
    return "X5";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          GrantBook book = new GrantBook(dump, loopId, decisions);
          Decision closing = null;
          Instant latest = decisions.getFirst().at();
          for (Decision decision : decisions) {
            latest = decision.at().isAfter(latest) ? decision.at() : latest;
            if (closing == null && decision.phaseAfter().equals("Closing")) {
              closing = decision;
              startsNothing(dump, loopId, decision, book, findings);
            }
            if (decision.stopReason() != null) {
              waited(book, decision, latest, closing, findings);
            }
          }
        });
  }

  private static void waited(
      GrantBook book, Decision end, Instant latest, @Nullable Decision closing, Findings findings) {
    for (Birth birth : book.births()) {
      boolean late =
          !latest.isBefore(book.deadline(birth))
              || (closing != null && !end.at().isBefore(closing.at().plus(CLOSING)));
      findings.require(
          late || book.report(birth, end.sequence()) != null,
          "loop %s ended at %s, before its child %s, which had until %s",
          birth.parentId(),
          end.at(),
          birth.childId(),
          book.deadline(birth));
    }
  }

  private static void startsNothing(
      Dump dump, String loopId, Decision closing, GrantBook book, Findings findings) {
    List<TopicRecord> requests = dump.requests(loopId);
    for (TopicRecord request : requests) {
      TopicRecord.Output output = request.output();
      findings.require(
          output == null || output.sequence() < closing.sequence(),
          "%s went out though loop %s was ending",
          request.message(),
          loopId);
    }
    for (Birth birth : book.births()) {
      findings.require(
          birth.sequence() < closing.sequence(),
          "%s was started though loop %s was ending",
          birth.childId(),
          loopId);
    }
  }
}
