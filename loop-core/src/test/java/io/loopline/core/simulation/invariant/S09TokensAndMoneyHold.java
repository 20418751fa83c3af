package io.loopline.core.simulation.invariant;

import io.loopline.core.BudgetLine;
import io.loopline.core.Caps;
import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tokens and money: what is spent and held is what answers used, requests hold and children took;
 * it is within its limit whenever more is held, and beyond it only by what calls used beyond
 * theirs.
 */
final class S09TokensAndMoneyHold implements Invariant {
  @Override
  public String id() {
    return "S9";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal) {
            new Loop(
                    decisions,
                    new SpendingBook(dump, decisions, goal.terms().controls()),
                    new GrantBook(dump, loopId, decisions),
                    findings)
                .check();
          }
        });
  }

  private record Loop(
      List<Decision> decisions, SpendingBook own, GrantBook grants, Findings findings) {
    void check() {
      Set<Long> reserving = new HashSet<>();
      for (SpendingBook.Asked asked : own.asked()) {
        if (!asked.caps().equals(Caps.NONE)) {
          reserving.add(asked.sequence());
        }
      }
      for (Birth birth : grants.births()) {
        reserving.add(birth.sequence());
      }
      for (Decision decision : decisions) {
        Ledger ledger = decision.ledger();
        if (ledger != null) {
          long sequence = decision.sequence();
          SpendingBook.Amount taken = own.taken(sequence);
          boolean reserves = reserving.contains(sequence);
          line(decision, ledger.line(Dimension.TOKENS), taken.tokens(), reserves);
          line(decision, ledger.line(Dimension.COST), taken.cost(), reserves);
        }
      }
    }

    private void line(Decision decision, BudgetLine line, long taken, boolean reserves) {
      long all = taken + grants.taken(line.dimension(), decision.sequence());
      long committed = line.spent() + line.reserved();
      findings.require(
          committed == all,
          "loop %s, decision %d: %d are used or held, its ledger says %s",
          decision.loopId(),
          decision.sequence(),
          all,
          line);
      findings.require(
          decision.stopReason() == null || line.reserved() == 0,
          "loop %s ended and still holds %s",
          decision.loopId(),
          line);
      findings.require(
          !reserves || committed <= line.limit(),
          "loop %s, decision %d holds more than there is: %s",
          decision.loopId(),
          decision.sequence(),
          line);
      findings.require(
          committed - line.limit() <= 0
              || committed - line.limit() <= beyond(line.dimension(), decision.sequence()),
          "loop %s, decision %d is farther over its limit than its calls were over theirs: %s",
          decision.loopId(),
          decision.sequence(),
          line);
    }

    /** How much more than was held for them answers and children have used. */
    private long beyond(Dimension dimension, long sequence) {
      long beyond = 0;
      for (SpendingBook.Asked asked : own.asked()) {
        SpendingBook.Answered answer = own.answer(asked, sequence);
        if (answer != null) {
          SpendingBook.Amount used = own.counted(asked, answer);
          SpendingBook.Amount held = SpendingBook.held(asked.caps());
          beyond +=
              Math.max(
                  0,
                  dimension == Dimension.TOKENS
                      ? used.tokens() - held.tokens()
                      : used.cost() - held.cost());
        }
      }
      for (Birth birth : grants.births()) {
        GrantBook.Report report = grants.report(birth, sequence);
        if (report != null) {
          long granted = birth.goal().limits().getOrDefault(dimension, 0L);
          long spent =
              dimension == Dimension.TOKENS
                  ? report.ended().spent().tokens()
                  : report.ended().spent().costMicroUsd();
          beyond += Math.max(0, spent - granted);
        }
      }
      return beyond;
    }
  }
}
