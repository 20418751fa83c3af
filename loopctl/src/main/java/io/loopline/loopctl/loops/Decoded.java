package io.loopline.loopctl.loops;

import io.loopline.serde.EventCodec;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.topic.LoopTopic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** A record that was decoded, or could not be. */
sealed interface Decoded<T> {
  /** The event in it. */
  record Event<T>(T event) implements Decoded<T> {}

  /** Why there is none. */
  record Broken<T>(Unreadable record) implements Decoded<T> {}

  /**
   * Decodes one record. An unreachable registry is thrown: it says nothing about the record.
   *
   * @throws RegistryUnreachable when no registry answers
   */
  static <T extends SpecificRecord> Decoded<T> of(
      EventCodec codec, LoopTopic<T> topic, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return broken(record, "the record has no value");
    }
    try {
      return new Event<>(codec.decode(topic, record.value()));
    } catch (RegistryUnreachable unreachable) {
      throw unreachable;
    } catch (SerializationException failure) {
      return broken(record, String.valueOf(failure.getMessage()));
    }
  }

  private static <T> Decoded<T> broken(ConsumerRecord<byte[], byte[]> record, String why) {
    return new Broken<>(new Unreadable(record.topic(), record.partition(), record.offset(), why));
  }
}
