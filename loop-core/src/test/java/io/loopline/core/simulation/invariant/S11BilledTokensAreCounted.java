package io.loopline.core.simulation.invariant;

import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Usage;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
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
 * What the provider billed is what loops have counted; they differ only by calls of which nobody
 * knows what they used, and those count with all that was held for them.
 */
final class S11BilledTokensAreCounted implements Invariant {
  @Override
  public String id() {
    return "S11";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<RequestId, List<Usage>> bills = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.BILLS)) {
      if (record.message() instanceof Message.Bill(RequestId request, Usage usage)) {
        bills.computeIfAbsent(request, _ -> new ArrayList<>()).add(usage);
      }
    }
    Set<RequestId> asked = new HashSet<>();
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal) {
            SpendingBook book = new SpendingBook(dump, decisions, goal.terms().controls());
            book.asked().forEach(each -> asked.add(each.request()));
            end(book, new GrantBook(dump, loopId, decisions), decisions, bills, findings);
          }
        });
    for (RequestId request : bills.keySet()) {
      findings.require(asked.contains(request), "a bill for %s, which was never asked", request);
    }
  }

  private static void end(
      SpendingBook book,
      GrantBook grants,
      List<Decision> decisions,
      Map<RequestId, List<Usage>> bills,
      Findings findings) {
    for (Decision decision : decisions) {
      Ledger ledger = decision.ledger();
      if (decision.stopReason() == null || ledger == null) {
        continue;
      }
      long known = 0;
      long unknown = 0;
      for (SpendingBook.Asked asked : book.asked()) {
        SpendingBook.Answered answer = book.answer(asked, decision.sequence());
        if (answer != null && answer.usage().complete()) {
          known += billed(asked.request(), answer.usage(), bills, findings);
        } else {
          unknown +=
              answer == null
                  ? SpendingBook.held(asked.caps()).tokens()
                  : book.counted(asked, answer).tokens();
        }
      }
      long spent = ledger.line(Dimension.TOKENS).spent();
      long children = grants.taken(Dimension.TOKENS, decision.sequence());
      findings.require(
          spent == known + unknown + children,
          "loop %s spent %d tokens; %d were billed, %d are unknown, children took %d",
          decision.loopId(),
          spent,
          known,
          unknown,
          children);
    }
  }

  /** The bill of the call that gave the answer. */
  private static long billed(
      RequestId request, Usage said, Map<RequestId, List<Usage>> bills, Findings findings) {
    if (said.equals(Usage.NONE)) {
      return 0;
    }
    List<Usage> all = bills.getOrDefault(request, List.of());
    findings.require(
        all.contains(said), "%s was answered with %s, billed were %s", request, said, all);
    return said.inputTokens() + said.outputTokens();
  }
}
