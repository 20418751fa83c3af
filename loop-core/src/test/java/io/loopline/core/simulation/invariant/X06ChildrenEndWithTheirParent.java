package io.loopline.core.simulation.invariant;

import io.loopline.core.Disposition;
import io.loopline.core.LoopEvent;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parent that ends tells every child that still runs, once, and that one ends. */
final class X06ChildrenEndWithTheirParent implements Invariant {
  @Override
  public String id() {
    return "X6";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, TopicRecord> told = told(dump, findings);
    Map<String, Decision> byInput = new HashMap<>();
    dump.decisions()
        .values()
        .forEach(each ->
            each.forEach(decision -> {
              if (decision.input() != null) {
                byInput.put(String.valueOf(decision.input()), decision);
              }
            }));
    dump.decisions()
        .forEach((loopId, decisions) -> {
          GrantBook book = new GrantBook(dump, loopId, decisions);
          Decision stop = stop(decisions);
          for (Birth birth : book.births()) {
            TopicRecord word = told.get(birth.childId());
            if (stop != null && book.report(birth, stop.sequence()) == null) {
              findings.require(
                  word != null
                      && word.output() != null
                      && word.output().sequence() <= stop.sequence(),
                  "loop %s stopped with decision %d and did not tell %s",
                  loopId,
                  stop.sequence(),
                  birth.childId());
            }
            if (word != null) {
              minds(dump, birth, byInput.get(word.at().toString()), findings);
            }
          }
        });
  }

  /** By child, the word of its parent. */
  private static Map<String, TopicRecord> told(Dump dump, Findings findings) {
    Map<String, TopicRecord> told = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.INBOX)) {
      if (record.output() != null
          && record.message() instanceof Message.Input(String childId, LoopEvent event)
          && event instanceof LoopEvent.ParentEnded) {
        findings.require(
            told.put(childId, record) == null, "loop %s was told twice to end", childId);
      }
    }
    return told;
  }

  /** The decision that ends a loop, or has it wait for its children only. */
  static @Nullable Decision stop(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (decision.stopReason() != null || decision.phaseAfter().equals("Closing")) {
        return decision;
      }
    }
    return null;
  }

  private static void minds(
      Dump dump, Birth birth, @Nullable Decision decision, Findings findings) {
    List<Decision> all = dump.decisions().getOrDefault(birth.childId(), List.of());
    if (all.isEmpty()
        || !(dump.event(all.getFirst()) instanceof LoopEvent.GoalReceived goal)
        || !goal.goalHash().equals(birth.goal().goalHash())) {
      return; // someone else has the id
    }
    if (decision == null) {
      findings.add("loop " + birth.childId() + " never took in that its parent ended");
      return;
    }
    boolean ends =
        decision.isApplied()
            && (decision.phaseAfter().equals("Closing")
                || decision.stopReason() == StopReason.PARENT_TERMINATED);
    boolean ended =
        decision.phaseBefore().equals("Closing")
            ? decision.disposition() == Disposition.IGNORED
            : decision.phaseBefore().equals("Terminated");
    findings.require(
        ends || ended, "loop %s does not mind its parent's end: %s", birth.childId(), decision);
  }
}
