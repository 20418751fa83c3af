package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events to record values and back, in the Confluent wire format: a zero byte, the schema id in
 * four bytes, Avro binary. Safe for all threads. {@link EventCodec} is Loopline's own; {@link
 * KafkaClassFormat} goes through serializer classes somebody else wrote. Both fail in the same
 * ways, so callers need not know which one they have.
 */
public sealed interface EventFormat permits EventCodec, KafkaClassFormat {
  /**
   * Asks for the ids of these topics now, so that later calls need no registry.
   *
   * @throws UnknownSchemaId when a schema is not registered and may not be
   * @throws RegistryUnreachable when no registry answers
   */
  void preload(Collection<LoopTopic<?>> topics);

  /**
   * Value of a record of this topic. The size is not checked here.
   *
   * @throws UnknownSchemaId when the schema is not registered and may not be
   * @throws RegistryUnreachable when the id is not known yet and no registry answers
   */
  <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event);

  /**
   * Event in a record value of this topic, written with any compatible version of its schema. An
   * enum symbol that this version does not know is read as UNRECOGNIZED.
   *
   * @throws UndecodableEvent when the bytes are not an event
   * @throws UnknownSchemaId when the registry does not know the id in the bytes
   * @throws IncompatibleSchema when that schema cannot be read as the topic's record type
   * @throws RegistryUnreachable when the id is not known yet and no registry answers
   */
  <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value);
}
