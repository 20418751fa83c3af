package io.loopline.planner.controller;

import io.loopline.event.LoopInput;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts goals and commands on the inbox partition of their loop id, taken from the body. Stateless;
 * one instance per task.
 */
final class IntakeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
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
      case IntakeReader.Accepted accepted -> forward(record, accepted.input());
      case IntakeReader.Refused refused -> setAside(input, refused.rejection(), now);
    }
  }

  private void forward(Record<byte[], byte[]> record, LoopInput input) {
    byte[] value = edge.codec().encode(LoopTopics.INBOX, input);
    byte[] key = input.getLoopId().getBytes(StandardCharsets.UTF_8);
    context.forward(record.withKey(key).withValue(value), LoopTopics.INBOX.name());
  }

  private void setAside(RawInput input, Rejection rejection, Instant now) {
    context.forward(
        DeadLetterRecord.of(edge, input, rejection, now),
        ControllerTopology.deadLetterSink(ControllerTopology.INTAKE));
  }
}
