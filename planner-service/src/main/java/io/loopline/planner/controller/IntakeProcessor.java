package io.loopline.planner.controller;

import io.loopline.event.DeadLetterReason;
import io.loopline.event.LoopInput;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts goals and commands on the inbox partition of their loop id, taken from the body. Stateless;
 * one instance per task.
 */
final class IntakeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate");
  private static final int MAX_TRACE_HEADER_BYTES = 512;

  private final ControllerEdge edge;
  private final IntakeReader reader;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private ProcessorContext<byte[], byte[]> context;

  IntakeProcessor(ControllerEdge edge) {
    this.edge = edge;
    this.reader = new IntakeReader(edge);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawInput input = RawInput.of(context, record);
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    switch (reader.read(input, now)) {
      case IntakeReader.Accepted accepted -> accept(input, record, accepted.input(), now);
      case IntakeReader.Refused refused -> setAside(input, refused.rejection(), now);
    }
    if (edge.rounds().isOver(context.currentSystemTimeMs())) {
      context.commit();
    }
  }

  /** A record larger than the broker takes would stop the thread, so it is measured before. */
  private void accept(RawInput raw, Record<byte[], byte[]> record, LoopInput input, Instant now) {
    byte[] value = edge.codec().encode(LoopTopics.INBOX, input);
    if (value.length > LoopTopics.MAX_EVENT_BYTES) {
      String message =
          "the inbox record would have %d bytes, more than %d"
              .formatted(value.length, LoopTopics.MAX_EVENT_BYTES);
      setAside(raw, new Rejection(DeadLetterReason.OVERSIZED, message, null), now);
      return;
    }
    byte[] key = input.getLoopId().getBytes(StandardCharsets.UTF_8);
    context.forward(
        record.withKey(key).withValue(value).withHeaders(traceOf(record.headers())),
        ControllerTopology.INTAKE_INBOX);
  }

  /** Headers from outside have no bound; only a trace context of a sane size goes on. */
  private static Headers traceOf(Headers outside) {
    RecordHeaders kept = new RecordHeaders();
    for (String name : TRACE_HEADERS) {
      Header header = outside.lastHeader(name);
      if (header != null
          && header.value() != null
          && header.value().length <= MAX_TRACE_HEADER_BYTES) {
        kept.add(header);
      }
    }
    return kept;
  }

  private void setAside(RawInput input, Rejection rejection, Instant now) {
    context.forward(
        DeadLetterRecord.of(edge, input, rejection, now),
        ControllerTopology.deadLetterSink(ControllerTopology.INTAKE));
  }
}
