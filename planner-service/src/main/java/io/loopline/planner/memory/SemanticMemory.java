package io.loopline.planner.memory;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanRequest;
import io.loopline.service.ReadinessCheck;
import io.loopline.service.ServiceContext;
import io.loopline.service.TopicFollower;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Memory of all loops of a deployment, in this process: loop.memory and loop.results, read whole
 * and followed. A recall has half of the time that its request has left, for waiting until all is
 * read and for embeddings that are missing; the other half is the model's. Safe for concurrent use.
 */
public final class SemanticMemory implements PlannerMemory {
  /** Name of the consumer and of the readiness check. */
  public static final String NAME = "memory";

  /** Waits until memory is read; false when that takes longer. */
  @FunctionalInterface
  interface CaughtUp {
    boolean await(Duration longest) throws InterruptedException;
  }

  private final CaughtUp caughtUp;
  private final Recaller recaller;
  private final SecretFilter secrets;
  private final FactWriter writer;
  private final InstantSource clock;

  SemanticMemory(
      CaughtUp caughtUp,
      Recaller recaller,
      SecretFilter secrets,
      FactWriter writer,
      InstantSource clock) {
    this.caughtUp = caughtUp;
    this.recaller = recaller;
    this.secrets = secrets;
    this.writer = writer;
    this.clock = clock;
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
    SecretFilter secrets = SecretFilter.of(context.settings());
    EmbeddingAhead ahead =
        context.lifecycle().manage("embedding", new EmbeddingAhead(facts, embedder));
    TopicFollower follower =
        context
            .lifecycle()
            .manage(
                NAME,
                TopicFollower.fromBeginning(
                    context.clients().readingConsumer(NAME),
                    List.of(LoopTopics.MEMORY.name(), LoopTopics.RESULTS.name()),
                    new MemoryRecords(context.codec(), facts, results, secrets, ahead::wake),
                    context.lifecycle()::fail));
    context.addReadiness(new ReadinessCheck(NAME, follower::obstacle));
    return new SemanticMemory(
        follower::awaitCaughtUp,
        new Recaller(facts, results, embedder),
        secrets,
        new FactWriter(context.producer(), context.codec(), context.identity(), context.clock()),
        context.clock());
  }

  @Override
  public Recall recall(PlanRequest request) throws InterruptedException {
    Instant now = clock.instant();
    Duration time = Duration.between(now, request.getExpiresAt()).dividedBy(2);
    Instant end = now.plus(time);
    if (!caughtUp.await(time)) {
      return Unavailable.of(FailureKind.TRANSIENT, "loop.memory is not read yet");
    }
    try {
      return new Recalled(recaller.recall(request, () -> clock.instant().isBefore(end)));
    } catch (Recaller.TooLate late) {
      return Unavailable.of(FailureKind.TRANSIENT, String.valueOf(late.getMessage()));
    } catch (Embedder.EmbeddingFailed | Embedder.ModelMissing failed) {
      return Unavailable.of(FailureKind.TERMINAL, String.valueOf(failed.getMessage()));
    }
  }

  @Override
  public Write write(PlanRequest request, List<NewFact> facts) throws InterruptedException {
    List<String> problems =
        IntStream.range(0, facts.size())
            .filter(i -> secrets.finds(facts.get(i).text()))
            .mapToObj(i ->
                "memory.write[%d].text: holds a key or password; say where it is kept, not what it is"
                    .formatted(i))
            .toList();
    if (!problems.isEmpty()) {
      return new Unavailable(
          new Failure(
              FailureKind.INVALID_OUTPUT,
              "a fact to be remembered holds a secret; nothing of the answer was written",
              null,
              problems));
    }
    return facts.isEmpty() ? new Written(List.of()) : writer.write(request, facts);
  }
}
