package io.loopline.planner.controller;

import io.loopline.codec.Outgoing;
import io.loopline.serde.EventFormat;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;

/** Encoded and size-checked outputs of one decision; nothing of it has been sent yet. */
record Outputs(List<Output> outputs) {

  /** One record for the sink of this name. */
  record Output(String sink, Record<byte[], byte[]> record) {}

  /** An output that is larger than an event may be. */
  static final class Oversized extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Oversized(String message) {
      super(message);
    }
  }

  static Outputs encode(EventFormat codec, String loopId, Instant at, List<Outgoing<?>> events) {
    List<Output> encoded = new ArrayList<>(events.size());
    for (Outgoing<?> event : events) {
      byte[] value = encode(codec, event);
      if (value.length > LoopTopics.MAX_EVENT_BYTES) {
        throw new Oversized(
            "the %s event of loop %s would have %d bytes, more than %d"
                .formatted(event.topic().name(), loopId, value.length, LoopTopics.MAX_EVENT_BYTES));
      }
      byte[] key = event.key(loopId).getBytes(StandardCharsets.UTF_8);
      encoded.add(new Output(event.topic().name(), new Record<>(key, value, at.toEpochMilli())));
    }
    return new Outputs(encoded);
  }

  private static <T extends SpecificRecord> byte[] encode(EventFormat codec, Outgoing<T> outgoing) {
    return codec.encode(outgoing.topic(), outgoing.event());
  }
}
