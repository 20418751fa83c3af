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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what a prompt tells of memory: what the open searches find, then the facts nearest to the
 * objective, then results of similar loops. What is found twice is told once. Safe for concurrent
 * use.
 */
final class Recaller {
  private static final Logger LOG = LoggerFactory.getLogger(Recaller.class);

  /** Less like the objective than that, another loop's end says nothing. Measured: ADR 0025. */
  static final double LIKE = 0.35;

  /** Less like a search than that, a fact is no answer to it. Measured: ADR 0025. */
  static final double FOUND = 0.25;

  private final MemoryIndex facts;
  private final MemoryIndex results;
  private final Embedder embedder;

  Recaller(MemoryIndex facts, MemoryIndex results, Embedder embedder) {
    this.facts = facts;
    this.results = results;
    this.embedder = embedder;
  }

  /** There are more texts without an embedding than can be embedded in time. */
  static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLate() {
      super("too many facts are not embedded yet");
    }
  }

  /**
   * No more than a prompt takes; the request's goal has memory. Embeds what its scopes lack.
   *
   * @param inTime whether there is time for another embedding
   * @throws TooLate when there is not; what was embedded until then is kept
   * @throws Embedder.EmbeddingFailed when the objective has no embedding
   */
  List<RecalledMemory> recall(PlanRequest request, BooleanSupplier inTime)
      throws InterruptedException {
    Embedder timed =
        text -> {
          if (!inTime.getAsBoolean()) {
            throw new TooLate();
          }
          return embedder.embed(text);
        };
    MemoryPolicy policy = request.getMemory();
    Set<Scope> readable = Scope.readableBy(request.getLoopId(), request.getLabels());
    Map<String, RecalledMemory> told = new LinkedHashMap<>();
    for (String query : OpenSearches.of(request)) {
      for (Hit hit : found(query, readable, policy.getRecall(), timed)) {
        told.putIfAbsent(hit.entry().key(), recalled(hit, readable, query));
      }
    }
    float[] objective = timed.embed(request.getObjective());
    for (Hit hit : facts.nearest(readable, objective, policy.getRecall(), timed)) {
      told.putIfAbsent(hit.entry().key(), recalled(hit, readable, ""));
    }
    List<RecalledMemory> all = new ArrayList<>(told.values());
    for (Hit hit : results.nearest(readable, objective, policy.getResults() + 1, timed)) {
      boolean own = hit.entry().key().equals(request.getLoopId());
      if (!own && hit.similarity() >= LIKE && count(all) < policy.getResults()) {
        all.add(recalled(hit, readable, ""));
      }
    }
    return MemoryText.fitting(all);
  }

  private List<Hit> found(String query, Set<Scope> readable, int count, Embedder timed)
      throws InterruptedException {
    try {
      return facts.nearest(readable, timed.embed(query), count, timed).stream()
          .filter(hit -> hit.similarity() >= FOUND)
          .toList();
    } catch (Embedder.EmbeddingFailed failed) {
      // a model's words; the prompt says that they found nothing
      LOG.atWarn().addKeyValue("error", failed.getMessage()).log("search cannot be embedded");
      return List.of();
    }
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
