package io.loopline.planner.memory;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanRequest;
import io.loopline.service.ReadinessCheck;
import io.loopline.service.ServiceContext;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.util.List;

/**
 * Memory of all loops of a deployment, in this process: loop.memory and loop.results, read whole
 * and followed, with an embedding for each entry. Safe for concurrent use.
 */
public final class SemanticMemory implements PlannerMemory {
  /** Name of the consumer and of the readiness check. */
  public static final String NAME = "memory";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Waits until memory is read; false when that takes longer. */
  @FunctionalInterface
  interface CaughtUp {
    boolean await(Duration longest) throws InterruptedException;
  }

  private final CaughtUp caughtUp;
  private final Recaller recaller;
  private final FactWriter writer;

  SemanticMemory(CaughtUp caughtUp, Recaller recaller, FactWriter writer) {
    this.caughtUp = caughtUp;
    this.recaller = recaller;
    this.writer = writer;
  }

  /**
   * Adds memory to a service, when the configuration has one. It starts and closes with the
   * service, and the service is not ready before everything is read.
   */
  public static PlannerMemory addTo(ServiceContext context, MemoryConfig config) {
    if (!config.enabled()) {
      return PlannerMemory.NONE;
    }
    MiniLmEmbedder embedder =
        context.lifecycle().manage("embedder", new MiniLmEmbedder(config.threads()));
    MemoryIndex facts = new MemoryIndex(config.facts());
    MemoryIndex results = new MemoryIndex(config.results());
    TopicFollower follower =
        context
            .lifecycle()
            .manage(
                NAME,
                new TopicFollower(
                    context.clients().readingConsumer(NAME),
                    List.of(LoopTopics.MEMORY.name(), LoopTopics.RESULTS.name()),
                    new MemoryRecords(context.codec(), facts, results, embedder),
                    context.lifecycle()::fail));
    context.addReadiness(new ReadinessCheck(NAME, follower::obstacle));
    return new SemanticMemory(
        follower::awaitCaughtUp,
        new Recaller(facts, results, embedder),
        new FactWriter(context.producer(), context.codec(), context.identity(), context.clock()));
  }

  @Override
  public Recall recall(PlanRequest request) throws InterruptedException {
    if (!caughtUp.await(LONGEST_WAIT)) {
      return Unavailable.of(FailureKind.TRANSIENT, "loop.memory is not read yet");
    }
    try {
      return new Recalled(recaller.recall(request));
    } catch (Embedder.EmbeddingFailed failed) {
      return Unavailable.of(FailureKind.TERMINAL, String.valueOf(failed.getMessage()));
    }
  }

  @Override
  public Write write(PlanRequest request, List<NewFact> facts) throws InterruptedException {
    return facts.isEmpty() ? new Written(List.of()) : writer.write(request, facts);
  }
}
