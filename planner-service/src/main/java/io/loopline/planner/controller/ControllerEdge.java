package io.loopline.planner.controller;

import static java.util.Objects.requireNonNull;

import io.loopline.codec.DecisionEncoder;
import io.loopline.event.Producer;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.serde.EventFormat;
import io.loopline.service.DeadLetters;
import java.time.InstantSource;

/**
 * What the processors share: bytes to events and back, and who they are. Immutable; used by all
 * stream threads.
 *
 * @param codec events and bytes
 * @param producer who makes the events
 * @param rounds when to commit
 * @param models what goals' models cost and take
 * @param concurrency how many loops of a label may run at once
 */
public record ControllerEdge(
    EventFormat codec,
    Producer producer,
    Rounds rounds,
    ModelCatalogue models,
    ConcurrencyLimits concurrency) {
  public ControllerEdge {
    requireNonNull(codec, "codec is null");
    requireNonNull(producer, "producer is null");
    requireNonNull(rounds, "rounds is null");
    requireNonNull(models, "models is null");
    requireNonNull(concurrency, "concurrency is null");
  }

  public ControllerEdge(EventFormat codec, Producer producer) {
    this(codec, producer, new Rounds(true), ModelCatalogue.bundled(), ConcurrencyLimits.NONE);
  }

  DecisionEncoder decisions() {
    return new DecisionEncoder(producer);
  }

  DeadLetters deadLetters(InstantSource clock) {
    return new DeadLetters(producer, clock);
  }
}
