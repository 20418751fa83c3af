package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Iterations count 1..n, actions 0..n in an iteration, attempts 1..n in a step. */
final class S04NoGapInIterationsAndAttempts implements Invariant {
  @Override
  public String id() {
    return "S4";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) ->
            check(dump.requests(loopId), new PlanBook(dump, decisions), findings));
  }

  private static void check(List<TopicRecord> requests, PlanBook plans, Findings findings) {
    Map<RequestId, Integer> attempts = new HashMap<>();
    Map<RequestId, Integer> indices = new HashMap<>();
    int iteration = 0;
    for (TopicRecord record : requests) {
      if (record.message() instanceof Message.Request(RequestId request, _, _)) {
        findings.require(
            request.iteration() == iteration || request.iteration() == iteration + 1,
            "%s after iteration %d",
            request,
            iteration);
        iteration = request.iteration();
        RequestId step = first(request, request.index());
        int attempt = attempts.merge(step, 1, Integer::sum);
        findings.require(
            request.attempt() == attempt, "%s is number %d of its step", request, attempt);
        RequestId iterationsFirst = first(request, 0);
        int index = indices.getOrDefault(iterationsFirst, -1);
        TopicRecord.Output output = record.output();
        List<ActionTerms> plan = output == null ? List.of() : plans.after(output.sequence());
        if (request.step() == Step.ACT && request.index() >= plan.size()) {
          merge(request, plan, index, findings);
        } else {
          findings.require(
              request.index() <= behind(index, plan), "%s after action %d", request, index);
          indices.put(iterationsFirst, Math.max(index, request.index()));
        }
      }
    }
  }

  /**
   * The last action that may be asked of a worker next: those that start child loops are not asked,
   * and of those beside each other one may wait for its breaker.
   */
  private static int behind(int index, List<ActionTerms> plan) {
    int next = index + 1;
    while (next < plan.size() && plan.get(next).spawn() != null) {
      next++;
    }
    while (next + 1 < plan.size() && isParallel(plan, next) && isParallel(plan, next + 1)) {
      next++;
    }
    return next;
  }

  /** A merge has an index behind the plan: that of the first action whose work it merges. */
  private static void merge(
      RequestId request, List<ActionTerms> plan, int last, Findings findings) {
    int from = request.index() - plan.size();
    findings.require(
        from + 1 < plan.size()
            && isParallel(plan, from)
            && isParallel(plan, from + 1)
            && !isParallel(plan, from - 1)
            && last > from,
        "%s merges nothing of %s after action %d",
        request,
        plan,
        last);
  }

  private static boolean isParallel(List<ActionTerms> plan, int index) {
    return index >= 0 && plan.get(index).parallel() && plan.get(index).spawn() == null;
  }

  private static RequestId first(RequestId request, int index) {
    return new RequestId(request.loopId(), request.iteration(), request.step(), index, 1);
  }
}
