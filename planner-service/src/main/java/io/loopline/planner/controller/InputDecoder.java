package io.loopline.planner.controller;

import io.loopline.codec.EventDecoder;
import io.loopline.codec.UnrecognizedContent;
import io.loopline.event.DeadLetterReason;
import io.loopline.serde.EventFormat;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes to core events. Whatever is wrong with a record is a value; only an unreachable registry is
 * thrown, because then nothing may be skipped.
 */
final class InputDecoder {
  private final EventFormat codec;

  InputDecoder(EventFormat codec) {
    this.codec = codec;
  }

  Decoded decode(RawInput input, Instant at) {
    byte[] value = input.value();
    if (value == null) {
      return rejected(DeadLetterReason.UNDECODABLE, "the record has no value");
    }
    try {
      return checked(input, codec.decode(topic(input), value), at);
    } catch (RegistryUnreachable unreachable) {
      throw unreachable;
    } catch (UnknownSchemaId unknown) {
      return rejected(DeadLetterReason.UNKNOWN_SCHEMA, unknown);
    } catch (SerializationException undecodable) {
      return rejected(DeadLetterReason.UNDECODABLE, undecodable);
    } catch (UnrecognizedContent unrecognized) {
      return rejected(DeadLetterReason.INVALID, unrecognized);
    } catch (KafkaException broken) {
      throw broken;
    } catch (RuntimeException bug) {
      return new Decoded.Rejected(Rejection.ofBug(bug));
    }
  }

  private static Decoded checked(RawInput input, SpecificRecord record, Instant at) {
    String loopId = EventDecoder.loopId(record);
    if (!input.hasKey(loopId)) {
      return rejected(
          DeadLetterReason.KEY_MISMATCH, "the record's key is not its loop id '" + loopId + "'");
    }
    return new Decoded.Input(loopId, record, EventDecoder.decode(record, at), at);
  }

  private static LoopTopic<? extends SpecificRecord> topic(RawInput input) {
    return LoopTopics.byName(input.topic())
        .orElseThrow(() -> new IllegalStateException("bug: unknown source " + input.topic()));
  }

  private static Decoded rejected(DeadLetterReason reason, String message) {
    return new Decoded.Rejected(new Rejection(reason, message, null));
  }

  private static Decoded rejected(DeadLetterReason reason, RuntimeException cause) {
    return new Decoded.Rejected(new Rejection(reason, String.valueOf(cause.getMessage()), cause));
  }
}
