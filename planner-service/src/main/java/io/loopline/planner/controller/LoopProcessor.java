package io.loopline.planner.controller;

import io.loopline.codec.Decision;
import io.loopline.codec.DecisionEncoder;
import io.loopline.core.Disposition;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.DeadLetterReason;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapter around {@link LoopMachine}: decode, step, encode everything, and only then write. A
 * failure until then sets that input aside and writes nothing else; after it any exception fails
 * the thread and the transaction aborts. One instance per task, one thread.
 */
final class LoopProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(LoopProcessor.class);

  private final ControllerEdge edge;
  private final InputDecoder decoder;
  private final DecisionEncoder encoder;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private ProcessorContext<byte[], byte[]> context;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private LoopRows rows;

  @SuppressWarnings("NullAway.Init") // set in init, before the first record
  private DecisionWriter writer;

  LoopProcessor(ControllerEdge edge) {
    this.edge = edge;
    this.decoder = new InputDecoder(edge.codec());
    this.encoder = edge.decisions();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    rows = new LoopRows(context);
    Timers timers = new Timers(context, context.getStateStore(LoopStores.TIMERS), this::onTimer);
    writer = new DecisionWriter(context, rows, timers);
    timers.start();
  }

  /** The stores it writes, for tests that put a loop back to where it was. */
  LoopRows rows() {
    return rows;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawInput input = RawInput.of(context, record);
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    switch (decoder.decode(input, now)) {
      case Decoded.Rejected rejected -> setAside(input, rejected.rejection(), now);
      case Decoded.Input decoded -> decide(input, decoded, now);
    }
    if (edge.rounds().isOver(context.currentSystemTimeMs())) {
      context.commit();
    }
  }

  private void decide(RawInput raw, Decoded.Input input, Instant now) {
    Cause cause =
        new Cause(CauseKind.RECORD, raw.source(), null, input.event().getClass().getSimpleName());
    Prepared prepared;
    try {
      prepared = prepare(input.loopId(), input.event(), cause, input.record());
    } catch (Outputs.Oversized oversized) {
      setAside(
          raw,
          new Rejection(
              DeadLetterReason.OVERSIZED, String.valueOf(oversized.getMessage()), oversized),
          now);
      return;
    } catch (KafkaException broken) {
      // store or registry: the environment is broken, nothing may be skipped
      throw broken;
    } catch (RuntimeException bug) {
      LOG.atError()
          .addKeyValue("loopId", input.loopId())
          .setCause(bug)
          .log("input set aside: processing failed");
      setAside(raw, Rejection.ofBug(bug), now);
      return;
    }
    prepared.rejections().forEach(rejection -> setAside(raw, rejection, now));
    writer.write(prepared);
  }

  private void onTimer(String loopId, Instant dueAt, Instant now) {
    Cause cause = new Cause(CauseKind.TIMER, null, dueAt, "TimerFired");
    Prepared prepared;
    try {
      prepared = prepare(loopId, new LoopEvent.TimerFired(now, dueAt), cause, null);
    } catch (KafkaException broken) {
      throw broken;
    } catch (RuntimeException bug) {
      LOG.atError().addKeyValue("loopId", loopId).setCause(bug).log("timer set aside");
      context.forward(
          DeadLetterRecord.ofTimer(edge, loopId, dueAt, context.taskId().partition(), bug, now),
          ControllerTopology.deadLetterSink(ControllerTopology.CONTROLLER));
      return;
    }
    writer.write(prepared);
  }

  private Prepared prepare(
      String loopId, LoopEvent event, Cause cause, @Nullable SpecificRecord input) {
    LoopState before = rows.state(loopId);
    Transition transition = LoopMachine.step(before, event);
    StoredLoopData data = new StoredLoopData(rows, loopId, input, transition);
    Outputs outputs =
        isRecorded(before, transition)
            ? Outputs.encode(
                edge.codec(),
                loopId,
                event.at(),
                encoder.encode(new Decision(loopId, cause, event.at(), before, transition), data))
            : new Outputs(List.of());
    return new Prepared(loopId, transition, rows.encode(transition.next()), data, outputs);
  }

  /** A decision that leaves the state as it was, or no loop behind, has no audit record. */
  private static boolean isRecorded(LoopState before, Transition transition) {
    return !(transition.next() instanceof LoopState.Absent)
        && !(transition.disposition() == Disposition.IGNORED && transition.next().equals(before));
  }

  private void setAside(RawInput input, Rejection rejection, Instant now) {
    LOG.atWarn()
        .addKeyValue("topic", input.topic())
        .addKeyValue("partition", input.source().getPartition())
        .addKeyValue("offset", input.source().getOffset())
        .addKeyValue("reason", rejection.reason())
        .log("record set aside");
    context.forward(
        DeadLetterRecord.of(edge, input, rejection, now),
        ControllerTopology.deadLetterSink(ControllerTopology.CONTROLLER));
  }
}
