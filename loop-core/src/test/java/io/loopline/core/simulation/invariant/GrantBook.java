package io.loopline.core.simulation.invariant;

import io.loopline.core.Allowance;
import io.loopline.core.Dimension;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the children of one loop were given, and what they reported. */
final class GrantBook {
  /** A result has this long to arrive after the child's wall clock is over. */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** A result that was taken in. */
  record Report(Decision decision, LoopEvent.ChildEnded ended) {}

  private final List<Birth> births;
  private final Map<String, Report> reports = new HashMap<>();
  private final Map<String, Instant> deadlines = new HashMap<>();

  GrantBook(Dump dump, String loopId, List<Decision> decisions) {
    births = dump.births(loopId);
    if (births.isEmpty()) {
      return;
    }
    Instant started = decisions.getFirst().at();
    Map<Long, Instant> at = new HashMap<>();
    for (Decision decision : decisions) {
      at.put(decision.sequence(), decision.at().isBefore(started) ? started : decision.at());
      if (decision.isApplied() && dump.event(decision) instanceof LoopEvent.ChildEnded ended) {
        reports.putIfAbsent(ended.childId(), new Report(decision, ended));
      }
    }
    for (Birth birth : births) {
      long clock = birth.goal().limits().getOrDefault(Dimension.WALL_CLOCK, 0L);
      deadlines.put(
          birth.childId(),
          at.getOrDefault(birth.sequence(), started).plusMillis(clock).plus(MARGIN));
    }
  }

  List<Birth> births() {
    return births;
  }

  /** The result of a child that was taken in up to a decision; null when there is none. */
  @Nullable Report report(Birth birth, long sequence) {
    Report report = reports.get(birth.childId());
    return report == null || report.decision().sequence() > sequence ? null : report;
  }

  /** When the parent need not wait for a child any longer. */
  Instant deadline(Birth birth) {
    return deadlines.getOrDefault(birth.childId(), Instant.MAX);
  }

  /** What was taken of a budget for children: what they spent, or what they hold. */
  long taken(Dimension dimension, long sequence) {
    long taken = 0;
    for (Birth birth : births) {
      if (birth.sequence() <= sequence) {
        Report report = report(birth, sequence);
        taken += report == null ? granted(birth, dimension) : spent(report.ended(), dimension);
      }
    }
    return taken;
  }

  private static long granted(Birth birth, Dimension dimension) {
    long limit = birth.goal().limits().getOrDefault(dimension, 0L);
    return dimension == Dimension.CHILDREN ? limit + 1 : limit;
  }

  private static long spent(LoopEvent.ChildEnded ended, Dimension dimension) {
    Allowance spent = ended.spent();
    return switch (dimension) {
      case TOOL_CALLS -> spent.toolCalls();
      case TOKENS -> spent.tokens();
      case COST -> spent.costMicroUsd();
      case CHILDREN -> spent.children() + 1;
      case ITERATIONS, WALL_CLOCK -> 0;
    };
  }
}
