package io.loopline.planner.memory;

import io.loopline.codec.memory.FactKeys;
import io.loopline.codec.memory.NewFact;
import io.loopline.codec.memory.Scope;
import io.loopline.event.FailureKind;
import io.loopline.event.MemoryFact;
import io.loopline.event.PlanRequest;
import io.loopline.event.Producer;
import io.loopline.planner.memory.PlannerMemory.Unavailable;
import io.loopline.planner.memory.PlannerMemory.Write;
import io.loopline.planner.memory.PlannerMemory.Written;
import io.loopline.serde.EventFormat;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts to loop.memory and waits until the brokers have them. Their ids and keys come from
 * loop, iteration and text alone. Safe for concurrent use.
 */
final class FactWriter {
  private final org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer;
  private final EventFormat codec;
  private final Producer identity;
  private final InstantSource clock;

  FactWriter(
      org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer,
      EventFormat codec,
      Producer identity,
      InstantSource clock) {
    this.producer = producer;
    this.codec = codec;
    this.identity = identity;
    this.clock = clock;
  }

  Write write(PlanRequest request, List<NewFact> facts) throws InterruptedException {
    List<String> keys = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (NewFact fact : facts) {
        Scope scope = scope(request, fact);
        MemoryFact event = event(request, fact, scope);
        String key = FactKeys.key(scope, event.getFactId());
        byte[] value = codec.encode(LoopTopics.MEMORY, event);
        keys.add(key);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    LoopTopics.MEMORY.name(), key.getBytes(StandardCharsets.UTF_8), value)));
      }
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
      return new Written(keys);
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("interrupted in the producer");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      return unavailable(e.getCause());
    } catch (KafkaException e) {
      return unavailable(e);
    }
  }

  private static Unavailable unavailable(@Nullable Throwable cause) {
    return Unavailable.of(FailureKind.TRANSIENT, "facts could not be written: " + cause);
  }

  /** The answer was read by the same rule, so another scope is a bug. */
  private static Scope scope(PlanRequest request, NewFact fact) {
    if (!Scope.writableBy(request).contains(fact.scope())) {
      throw new IllegalArgumentException("bug: scope '" + fact.scope() + "' is not granted");
    }
    return Scope.parse(fact.scope(), request.getLoopId()).orElseThrow();
  }

  /** A model says what tools told it, so what it says is not trusted. */
  private MemoryFact event(PlanRequest request, NewFact fact, Scope scope) {
    String id = FactKeys.id(request.getLoopId(), request.getRequest().getIteration(), fact.text());
    return MemoryFact.newBuilder()
        .setEventId("memory/" + FactKeys.key(scope, id))
        .setFactId(id)
        .setScope(scope.kind())
        .setScopeKey(scope.key())
        .setOccurredAt(clock.instant())
        .setProducer(identity)
        .setText(fact.text())
        .setSourceEventId(request.getRequest().getRequestId() + "/answer")
        .setUntrusted(true)
        .build();
  }
}
