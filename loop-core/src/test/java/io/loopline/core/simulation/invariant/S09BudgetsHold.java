package io.loopline.core.simulation.invariant;

import static java.util.Objects.requireNonNull;

import io.loopline.core.BudgetLine;
import io.loopline.core.Dimension;
import io.loopline.core.Effect;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Nothing is reserved beyond a limit, nothing spent is forgotten, and what is spent was used. */
final class S09BudgetsHold implements Invariant {
  @Override
  public String id() {
    return "S9";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          Ledger before = null;
          GrantBook grants = new GrantBook(dump, loopId, decisions);
          for (Decision decision : decisions) {
            Ledger after = decision.ledger();
            if (after != null) {
              limits(loopId, decision, after, findings);
              if (before != null) {
                monotone(loopId, before, after, findings);
              }
              uses(dump, decisions, decision, grants, findings);
              before = after;
            }
          }
        });
  }

  /** Counted before they are used, so that their limits hold exactly. */
  private static final Set<Dimension> EXACT =
      Set.of(Dimension.ITERATIONS, Dimension.TOOL_CALLS, Dimension.CHILDREN);

  private static void limits(String loopId, Decision decision, Ledger ledger, Findings findings) {
    for (BudgetLine line : ledger.lines()) {
      findings.require(
          !EXACT.contains(line.dimension()) || line.spent() + line.reserved() <= line.limit(),
          "loop %s, decision %d is over its limit: %s",
          loopId,
          decision.sequence(),
          line);
    }
  }

  private static void monotone(String loopId, Ledger before, Ledger after, Findings findings) {
    for (BudgetLine line : after.lines()) {
      findings.require(
          line.spent() >= before.line(line.dimension()).spent(),
          "loop %s forgot what it spent: %s, then %s",
          loopId,
          before.line(line.dimension()),
          line);
    }
  }

  /** Compares the ledger with a count of the requests, the grants and the accepted answers. */
  private static void uses(
      Dump dump, List<Decision> decisions, Decision decision, GrantBook grants, Findings findings) {
    String loopId = decision.loopId();
    long children = grants.taken(Dimension.TOOL_CALLS, decision.sequence());
    long calls = dump.toolCalls(loopId, decision.sequence()) + children;
    Ledger ledger = requireNonNull(decision.ledger(), "a live loop has a ledger");
    BudgetLine line = ledger.line(Dimension.TOOL_CALLS);
    BudgetLine iterations = ledger.line(Dimension.ITERATIONS);
    if (decision.phaseAfter().equals("Closing")) {
      findings.require(
          iterations.reserved() == 0 && line.spent() + line.reserved() <= calls,
          "loop %s asked for %d tool calls and is ending, its ledger says %s",
          loopId,
          calls,
          line);
      return;
    }
    if (decision.stopReason() == null) {
      findings.require(
          line.spent() + line.reserved() == calls,
          "loop %s asked for %d tool calls, its ledger says %s",
          loopId,
          calls,
          line);
      findings.require(
          iterations.spent() + iterations.reserved() == decision.iteration(),
          "loop %s is in iteration %d, its ledger says %s",
          loopId,
          decision.iteration(),
          iterations);
      return;
    }
    long observed = observed(dump, decisions) + children;
    findings.require(
        line.reserved() == 0 && line.spent() <= calls && line.spent() >= observed,
        "loop %s asked for %d tool calls and saw %d, its last ledger says %s",
        loopId,
        calls,
        observed,
        line);
    long rejected =
        decisions.stream()
            .filter(
                each -> each.isApplied() && each.note().toLowerCase(Locale.ROOT).contains("plan"))
            .filter(each ->
                each.phaseBefore().equals("AwaitingApproval")
                    || each.phaseBefore().equals("Paused"))
            .count();
    long judged = accepted(dump, decisions, LoopEvent.VerdictGiven.class);
    findings.require(
        iterations.reserved() == 0
            && iterations.spent() >= judged
            && iterations.spent() <= judged + rejected,
        "loop %s was judged %d times, its last ledger says %s",
        loopId,
        judged,
        iterations);
  }

  /** Accepted answers to tool calls, not to merges and to questions after what became of one. */
  private static long observed(Dump dump, List<Decision> decisions) {
    Set<RequestId> calls = new HashSet<>();
    for (TopicRecord record : dump.requests(decisions.getFirst().loopId())) {
      if (record.message()
              instanceof Message.Request(RequestId request, Effect.RequestAction action, _)
          && !action.reconcile()) {
        calls.add(request);
      }
    }
    return decisions.stream()
        .filter(Decision::isApplied)
        .map(dump::event)
        .filter(event ->
            event instanceof LoopEvent.ActionObserved answer && calls.contains(answer.request()))
        .count();
  }

  private static long accepted(
      Dump dump, List<Decision> decisions, Class<? extends LoopEvent> kind) {
    return decisions.stream()
        .filter(Decision::isApplied)
        .map(dump::event)
        .filter(kind::isInstance)
        .filter(event ->
            !(event instanceof LoopEvent.VerdictGiven verdict) || verdict.failure() == null)
        .count();
  }
}
