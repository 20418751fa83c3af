package io.loopline.core.simulation.invariant;

import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each goal in the goals topic is accepted once; the same id again adds nothing. */
final class S01GoalAcceptedOnce implements Invariant {
  @Override
  public String id() {
    return "S1";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, String> accepted = new HashMap<>();
    dump.decisions()
        .forEach((loopId, decisions) -> acceptances(dump, loopId, decisions, accepted, findings));
    Set<String> letters = new HashSet<>();
    dump.records(Topic.DEAD_LETTERS).forEach(letter -> letters.add(letter.key()));
    for (TopicRecord record : dump.records(Topic.INBOX)) {
      if (goal(record) instanceof LoopEvent.GoalReceived goal) {
        String hash = accepted.get(goal.loopId());
        findings.require(
            hash != null, "goal %s in %s was never accepted", goal.loopId(), record.at());
        boolean conflicting = hash != null && !hash.equals(goal.goalHash());
        findings.require(
            conflicting == letters.contains(record.at().toString()),
            "goal at %s conflicting: %s, set aside: %s",
            record.at(),
            conflicting,
            !conflicting);
      }
    }
  }

  private static void acceptances(
      Dump dump,
      String loopId,
      List<Decision> decisions,
      Map<String, String> accepted,
      Findings findings) {
    long times = 0;
    for (Decision decision : decisions) {
      if (decision.phaseBefore().equals("Absent")) {
        times++;
        if (dump.event(decision) instanceof LoopEvent.GoalReceived goal) {
          accepted.put(loopId, goal.goalHash());
        }
      }
    }
    findings.require(times == 1, "loop %s was accepted %d times", loopId, times);
  }

  private static @Nullable LoopEvent goal(TopicRecord record) {
    return record.message() instanceof Message.Input input ? input.event() : null;
  }
}
