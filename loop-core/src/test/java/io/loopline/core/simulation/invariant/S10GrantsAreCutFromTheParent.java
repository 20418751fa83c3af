package io.loopline.core.simulation.invariant;

import io.loopline.core.BudgetLine;
import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What children get is cut from their parent's budgets, what they report is what their result says,
 * and is within their grant; in the end the parent has spent its own and theirs.
 */
final class S10GrantsAreCutFromTheParent implements Invariant {
  /** Nothing but children takes of it. */
  private static final Dimension CHILDREN = Dimension.CHILDREN;

  /** Counted before they are used, so that a child cannot spend more than its grant. */
  private static final Set<Dimension> EXACT = Set.of(Dimension.TOOL_CALLS, CHILDREN);

  private static final Set<Dimension> CUT =
      Set.of(Dimension.TOOL_CALLS, Dimension.TOKENS, Dimension.COST, CHILDREN);

  @Override
  public String id() {
    return "S10";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, Ledger> results = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.RESULTS)) {
      if (record.message() instanceof Message.Result(String loopId, var result)) {
        results.put(loopId, result.ledger());
      }
    }
    dump.decisions()
        .forEach((loopId, decisions) -> {
          GrantBook book = new GrantBook(dump, loopId, decisions);
          ledgers(loopId, decisions, book, findings);
          if (dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal
              && goal.family().parent() != null) {
            decisions.forEach(decision -> limited(goal, decision, findings));
          }
          for (Birth birth : book.births()) {
            GrantBook.Report report = book.report(birth, Long.MAX_VALUE);
            if (report != null) {
              reported(birth, report.ended(), results.get(birth.childId()), findings);
            }
          }
        });
  }

  private static void ledgers(
      String loopId, List<Decision> decisions, GrantBook book, Findings findings) {
    for (Decision decision : decisions) {
      Ledger ledger = decision.ledger();
      if (ledger != null) {
        BudgetLine line = ledger.line(CHILDREN);
        long taken = book.taken(CHILDREN, decision.sequence());
        findings.require(
            line.spent() + line.reserved() == taken && taken <= line.limit(),
            "loop %s, decision %d: children took %d, its ledger says %s",
            loopId,
            decision.sequence(),
            taken,
            line);
        findings.require(
            decision.stopReason() == null || line.reserved() == 0,
            "loop %s ended and still holds %s",
            loopId,
            line);
      }
    }
  }

  /** A child has its grant and no more, whatever people say. */
  private static void limited(LoopEvent.GoalReceived goal, Decision decision, Findings findings) {
    Ledger ledger = decision.ledger();
    if (ledger != null) {
      for (Dimension dimension : CUT) {
        findings.require(
            ledger.line(dimension).limit() <= goal.limits().getOrDefault(dimension, 0L),
            "child %s was granted %s and has %s",
            goal.loopId(),
            goal.limits(),
            ledger.line(dimension));
      }
    }
  }

  private static void reported(
      Birth birth, LoopEvent.ChildEnded ended, @Nullable Ledger result, Findings findings) {
    findings.require(
        result != null
            && ended.spent().toolCalls() == result.line(Dimension.TOOL_CALLS).spent()
            && ended.spent().tokens() == result.line(Dimension.TOKENS).spent()
            && ended.spent().costMicroUsd() == result.line(Dimension.COST).spent()
            && ended.spent().children() == result.line(CHILDREN).spent(),
        "%s reported %s, its result says %s",
        birth.childId(),
        ended.spent(),
        result);
    for (Dimension dimension : EXACT) {
      long granted = birth.goal().limits().getOrDefault(dimension, 0L);
      long spent = dimension == CHILDREN ? ended.spent().children() : ended.spent().toolCalls();
      findings.require(
          spent <= granted,
          "%s spent %d %s of a grant of %d",
          birth.childId(),
          spent,
          dimension,
          granted);
    }
  }
}
