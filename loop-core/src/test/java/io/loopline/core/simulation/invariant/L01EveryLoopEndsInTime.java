package io.loopline.core.simulation.invariant;

import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every accepted goal ends within its wall clock and a recovery time after all is healed. */
final class L01EveryLoopEndsInTime implements Invariant {
  @Override
  public String id() {
    return "L1";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, Instant> ends = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.RESULTS)) {
      ends.putIfAbsent(record.key(), record.writtenAt());
    }
    dump.decisions()
        .forEach((loopId, decisions) -> {
          Decision accepted = decisions.getFirst();
          if (dump.event(accepted) instanceof LoopEvent.GoalReceived goal) {
            Instant latest =
                later(
                        waited(decisions),
                        later(
                                began(decisions).plusMillis(wallClock(goal, decisions)),
                                dump.healedAt())
                            .plus(
                                dump.births(loopId).isEmpty()
                                    ? Duration.ZERO
                                    : X05ParentsEndLast.CLOSING))
                    .plus(RECOVERY);
            Instant end = ends.get(loopId);
            findings.require(
                end != null && !end.isAfter(latest),
                "loop %s ended at %s, expected by %s",
                loopId,
                end,
                latest);
          }
        });
  }

  private static final Duration LONGEST_WAIT = Duration.ofHours(24);
  private static final Duration RECOVERY = Duration.ofMinutes(1);

  /** When a loop that ends no longer waits for its children, by the clock it had then. */
  private static Instant waited(List<Decision> decisions) {
    Decision stop = X06ChildrenEndWithTheirParent.stop(decisions);
    return stop == null ? Instant.MIN : stop.at().plus(X05ParentsEndLast.CLOSING);
  }

  /** When the wait for its turn was over; it lasts a day at most. */
  private static Instant began(List<Decision> decisions) {
    boolean queued = true;
    Instant first = decisions.getFirst().at();
    for (Decision decision : decisions) {
      queued = queued && (decision.iteration() == 0 && decision.stopReason() == null);
      if (!queued) {
        // a clock that steps back does not turn time back
        return decision.stopReason() == null
            ? later(decision.at(), first)
            : first.plus(LONGEST_WAIT);
      }
    }
    return first.plus(LONGEST_WAIT);
  }

  /** The largest limit it ever had; people may have set another. */
  private static long wallClock(LoopEvent.GoalReceived goal, List<Decision> decisions) {
    long largest = goal.limits().getOrDefault(Dimension.WALL_CLOCK, 0L);
    for (Decision decision : decisions) {
      Ledger ledger = decision.ledger();
      if (ledger != null) {
        largest = Math.max(largest, ledger.line(Dimension.WALL_CLOCK).limit());
      }
    }
    return largest;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
