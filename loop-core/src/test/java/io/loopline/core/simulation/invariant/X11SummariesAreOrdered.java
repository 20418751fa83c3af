package io.loopline.core.simulation.invariant;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan request orders a summary of entries that it shows. What a model answers to that takes the
 * place of just those entries when it is no longer than ordered and they are still there; nothing
 * else of a model's does, and what left the window is shown to no planner again.
 */
final class X11SummariesAreOrdered implements Invariant {
  private static final String COMPACTED = "context compacted: ";
  private static final String TOLD = "summarized by the model";

  private record Order(Effect.SummaryOrder summary, long sequence) {}

  @Override
  public String id() {
    return "X11";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          Map<RequestId, Order> orders = orders(dump, loopId, findings);
          Map<Long, Set<Long>> left = new HashMap<>();
          long lastRule = 0;
          for (Decision decision : decisions) {
            boolean told = decision.changes().stream().anyMatch(each -> each.endsWith(TOLD));
            if (decision.isApplied()
                && dump.event(decision) instanceof LoopEvent.PlanAnswered answer) {
              Order order = orders.get(answer.request());
              answered(decision, answer, order, lastRule, findings);
              if (told && order != null) {
                left.put(decision.sequence(), Set.copyOf(order.summary().rows()));
              }
            } else {
              findings.require(!told, "a model summarized for %s", decision);
            }
            if (decision.changes().stream()
                .anyMatch(each -> each.startsWith(COMPACTED) && !each.endsWith(TOLD))) {
              lastRule = decision.sequence();
            }
          }
          shown(dump, loopId, left, findings);
        });
  }

  private static Map<RequestId, Order> orders(Dump dump, String loopId, Findings findings) {
    Map<RequestId, Order> orders = new HashMap<>();
    for (TopicRecord record : dump.requests(loopId)) {
      if (record.output() != null
          && record.message() instanceof Message.Request request
          && request.effect() instanceof Effect.RequestPlan plan
          && plan.summary() != null) {
        List<Long> rows = plan.summary().rows();
        orders.put(plan.request(), new Order(plan.summary(), record.output().sequence()));
        findings.require(
            plan.context().containsAll(rows) && !rows.isEmpty(),
            "%s orders a summary of %s and shows %s",
            plan.request(),
            rows,
            plan.context());
      }
    }
    return orders;
  }

  /**
   * @param lastRule the last decision in which a rule let entries leave, maybe those of the order
   */
  private static void answered(
      Decision decision,
      LoopEvent.PlanAnswered answer,
      @Nullable Order order,
      long lastRule,
      Findings findings) {
    int came = answer.summaryTokens();
    boolean usable =
        order != null
            && came > 0
            && came <= order.summary().tokens()
            && lastRule <= order.sequence();
    List<String> told = decision.changes().stream().filter(each -> each.endsWith(TOLD)).toList();
    findings.require(
        told.size() == (usable ? 1 : 0),
        "loop %s, decision %d: a summary of %d tokens came for %s and changed %s",
        decision.loopId(),
        decision.sequence(),
        came,
        order,
        decision.changes());
    if (order != null && !told.isEmpty()) {
      String entries = COMPACTED + order.summary().rows().size() + " entries";
      findings.require(
          told.getFirst().startsWith(entries),
          "loop %s, decision %d: the summary of %s stands for others: %s",
          decision.loopId(),
          decision.sequence(),
          order,
          told);
    }
  }

  private static void shown(
      Dump dump, String loopId, Map<Long, Set<Long>> left, Findings findings) {
    for (TopicRecord record : dump.requests(loopId)) {
      if (record.output() != null
          && record.message() instanceof Message.Request request
          && request.effect() instanceof Effect.RequestPlan plan) {
        Set<Long> again = new HashSet<>();
        left.forEach((sequence, rows) -> {
          if (sequence <= record.output().sequence()) {
            again.addAll(rows);
          }
        });
        again.retainAll(plan.context());
        findings.require(
            again.isEmpty(), "%s shows %s, which were summarized", plan.request(), again);
      }
    }
  }
}
