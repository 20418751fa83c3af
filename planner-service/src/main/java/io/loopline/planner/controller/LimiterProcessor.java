package io.loopline.planner.controller;

import io.loopline.event.DeadLetterReason;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.PermitRequest;
import io.loopline.event.PermitRequestKind;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts the loops of a label, next to the store of its partition, and tells the next one in the
 * queue when there is room. One instance per task, one thread.
 */
final class LimiterProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final ControllerEdge edge;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private ProcessorContext<byte[], byte[]> context;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private PermitQueue queue;

  LimiterProcessor(ControllerEdge edge) {
    this.edge = edge;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    queue =
        new PermitQueue(
            new PermitRows(context.getStateStore(LoopStores.PERMITS)), edge.concurrency());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawInput input = RawInput.of(context, record);
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    switch (read(input)) {
      case Refused(Rejection rejection) ->
          context.forward(
              DeadLetterRecord.of(edge, input, rejection, now),
              ControllerTopology.deadLetterSink(ControllerTopology.LIMITER));
      case Wanted(PermitRequest request) -> decide(input, request, now);
    }
    if (edge.rounds().isOver(context.currentSystemTimeMs())) {
      context.commit();
    }
  }

  private sealed interface Read {}

  private record Wanted(PermitRequest request) implements Read {}

  private record Refused(Rejection rejection) implements Read {}

  private Read read(RawInput input) {
    byte[] value = input.value();
    if (value == null) {
      return refused(DeadLetterReason.UNDECODABLE, "the record has no value", null);
    }
    try {
      PermitRequest request = edge.codec().decode(LoopTopics.PERMITS, value);
      if (!input.hasKey(request.getLabel())) {
        return refused(
            DeadLetterReason.KEY_MISMATCH,
            "the record's key is not its label '" + request.getLabel() + "'",
            null);
      }
      return switch (request.getKind()) {
        case ACQUIRE, RELEASE -> new Wanted(request);
        case UNRECOGNIZED ->
            refused(DeadLetterReason.INVALID, "it is of a kind this version does not know", null);
      };
    } catch (RegistryUnreachable unreachable) {
      throw unreachable;
    } catch (UnknownSchemaId unknown) {
      return refused(DeadLetterReason.UNKNOWN_SCHEMA, unknown.getMessage(), unknown);
    } catch (SerializationException undecodable) {
      return refused(DeadLetterReason.UNDECODABLE, undecodable.getMessage(), undecodable);
    } catch (KafkaException broken) {
      throw broken;
    } catch (RuntimeException bug) {
      return new Refused(Rejection.ofBug(bug));
    }
  }

  private static Read refused(
      DeadLetterReason reason, @Nullable String message, @Nullable RuntimeException cause) {
    return new Refused(new Rejection(reason, String.valueOf(message), cause));
  }

  private void decide(RawInput input, PermitRequest request, Instant now) {
    String label = request.getLabel();
    List<String> granted =
        request.getKind() == PermitRequestKind.ACQUIRE
            ? queue.acquire(label, request.getLoopId())
            : queue.release(label, request.getLoopId());
    for (String loopId : granted) {
      LoopInput permit =
          LoopInput.newBuilder()
              .setEventId(
                  "%s/%d/%d/%s"
                      .formatted(
                          input.topic(),
                          input.source().getPartition(),
                          input.source().getOffset(),
                          loopId))
              .setLoopId(loopId)
              .setOccurredAt(now)
              .setProducer(edge.producer())
              .setKind(InputKind.PERMIT)
              .setLabel(label)
              .setOrigin(input.source())
              .build();
      context.forward(
          new Record<>(
              loopId.getBytes(StandardCharsets.UTF_8),
              edge.codec().encode(LoopTopics.INBOX, permit),
              now.toEpochMilli()),
          ControllerTopology.LIMITER_INBOX);
    }
  }
}
