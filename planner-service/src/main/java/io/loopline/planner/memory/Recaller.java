package io.loopline.planner.memory;

import io.loopline.codec.memory.OpenSearches;
import io.loopline.codec.memory.Scope;
import io.loopline.codec.prompt.MemoryText;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses what a prompt tells of memory: what the open searches find, then the facts nearest to the
 * objective, then results of similar loops. What is found twice is told once. Safe for concurrent
 * use.
 */
final class Recaller {
  /** Less like the objective than that, another loop's end says nothing. */
  static final double LIKE = 0.4;

  private final MemoryIndex facts;
  private final MemoryIndex results;
  private final Embedder embedder;

  Recaller(MemoryIndex facts, MemoryIndex results, Embedder embedder) {
    this.facts = facts;
    this.results = results;
    this.embedder = embedder;
  }

  /** No more than a prompt takes; the request's goal has memory. */
  List<RecalledMemory> recall(PlanRequest request) throws InterruptedException {
    MemoryPolicy policy = request.getMemory();
    Set<Scope> readable = Scope.readableBy(request.getLoopId(), request.getLabels());
    Map<String, RecalledMemory> told = new LinkedHashMap<>();
    for (String query : OpenSearches.of(request)) {
      float[] vector = embedder.embed(query);
      for (Hit hit : facts.nearest(readable, vector, policy.getRecall(), embedder)) {
        told.putIfAbsent(hit.entry().key(), recalled(hit, readable, query));
      }
    }
    float[] objective = embedder.embed(request.getObjective());
    for (Hit hit : facts.nearest(readable, objective, policy.getRecall(), embedder)) {
      told.putIfAbsent(hit.entry().key(), recalled(hit, readable, ""));
    }
    List<RecalledMemory> all = new ArrayList<>(told.values());
    for (Hit hit : results.nearest(readable, objective, policy.getResults() + 1, embedder)) {
      boolean own = hit.entry().key().equals(request.getLoopId());
      if (!own && hit.similarity() >= LIKE && count(all) < policy.getResults()) {
        all.add(recalled(hit, readable, ""));
      }
    }
    return MemoryText.fitting(all);
  }

  private static long count(List<RecalledMemory> recalled) {
    return recalled.stream().filter(each -> each.getKind() == RecallKind.RESULT).count();
  }

  private static RecalledMemory recalled(Hit hit, Set<Scope> readable, String query) {
    Entry entry = hit.entry();
    return new RecalledMemory(
        entry.kind(),
        entry.key(),
        entry.foundIn(readable).word(),
        entry.text(),
        entry.source(),
        entry.untrusted(),
        query,
        hit.similarity());
  }
}
