package io.loopline.core.simulation.invariant;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Limiter;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No more loops of a label run than may; a loop asks nothing of a worker before it has all its
 * permits, and gives each one back, once.
 */
final class X10LimitsOfLabelsHold implements Invariant {
  @Override
  public String id() {
    return "X10";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    atOnce(dump, findings);
    Map<String, List<String>> given = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.PERMITS)) {
      if (record.output() != null
          && record.message() instanceof Message.Permit permit
          && !permit.wanted()) {
        given.computeIfAbsent(permit.loopId(), _ -> new ArrayList<>()).add(permit.label());
      }
    }
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal
              && !goal.terms().controls().permits().isEmpty()
              && goal.errors().isEmpty()) {
            List<String> wanted = goal.terms().controls().permits();
            began(dump, decisions, wanted, findings);
            List<String> back = given.getOrDefault(loopId, List.of());
            findings.require(
                new HashSet<>(back).size() == back.size()
                    && back.containsAll(got(dump, decisions))
                    && wanted.containsAll(back),
                "loop %s got %s of %s and gave back %s",
                loopId,
                got(dump, decisions),
                wanted,
                back);
          }
        });
  }

  private static void atOnce(Dump dump, Findings findings) {
    Map<String, Set<String>> running = new HashMap<>();
    Set<String> back = new HashSet<>();
    for (TopicRecord record : dump.all()) {
      if (!dump.isCommitted(record)) {
        continue;
      }
      if (record.message() instanceof Message.Audit(Decision decision)
          && decision.isApplied()
          && dump.event(decision) instanceof LoopEvent.PermitGranted granted) {
        Set<String> holders = running.computeIfAbsent(granted.label(), _ -> new HashSet<>());
        if (!back.contains(granted.label() + " " + decision.loopId())) {
          holders.add(decision.loopId()); // one that ends at once has given it back before
        }
        findings.require(
            holders.size() <= Limiter.LIMITS.getOrDefault(granted.label(), Integer.MAX_VALUE),
            "of %s run at once: %s",
            granted.label(),
            holders);
      } else if (record.message() instanceof Message.Permit permit && !permit.wanted()) {
        back.add(permit.label() + " " + permit.loopId());
        running.computeIfAbsent(permit.label(), _ -> new HashSet<>()).remove(permit.loopId());
      }
    }
  }

  private static List<String> got(Dump dump, List<Decision> decisions) {
    List<String> got = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision.isApplied() && dump.event(decision) instanceof LoopEvent.PermitGranted granted) {
        got.add(granted.label());
      }
    }
    return got;
  }

  private static void began(
      Dump dump, List<Decision> decisions, List<String> wanted, Findings findings) {
    Set<String> missing = new HashSet<>(wanted);
    long since = Long.MAX_VALUE;
    for (Decision decision : decisions) {
      if (decision.isApplied() && dump.event(decision) instanceof LoopEvent.PermitGranted granted) {
        missing.remove(granted.label());
        since = missing.isEmpty() ? Math.min(since, decision.sequence()) : since;
      }
    }
    for (TopicRecord record : dump.requests(decisions.getFirst().loopId())) {
      findings.require(
          record.output() == null || record.output().sequence() >= since,
          "%s went out before the loop had its permits of %s",
          record.message(),
          wanted);
    }
  }
}
