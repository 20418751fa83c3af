package io.loopline.core.simulation.invariant;

import io.loopline.core.RequestId;
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
    dump.decisions().keySet().forEach(loopId -> check(dump.requests(loopId), findings));
  }

  private static void check(List<TopicRecord> requests, Findings findings) {
    Map<RequestId, Integer> attempts = new HashMap<>();
    Map<RequestId, Integer> indices = new HashMap<>();
    int iteration = 0;
    for (TopicRecord record : requests) {
      if (record.message() instanceof Message.Request(RequestId request, _)) {
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
        findings.require(request.index() <= index + 1, "%s after action %d", request, index);
        indices.put(iterationsFirst, Math.max(index, request.index()));
      }
    }
  }

  private static RequestId first(RequestId request, int index) {
    return new RequestId(request.loopId(), request.iteration(), request.step(), index, 1);
  }
}
