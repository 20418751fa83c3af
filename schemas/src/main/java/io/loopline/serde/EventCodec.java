package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events to record values and back, in the Confluent wire format: a zero byte, the schema id in
 * four bytes, Avro binary. Thread safe; ids and readers are kept, so only the first record of a
 * schema asks the registry.
 */
public final class EventCodec {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Map<String, Encoding<?>> encodings = new ConcurrentHashMap<>();
  private final Map<ReaderKey, DatumReader<?>> readers = new ConcurrentHashMap<>();

  private record ReaderKey(Class<?> type, int writerId) {}

  /** How the records of one topic are written. */
  @SuppressWarnings("ArrayRecordComponent") // carries bytes; never compared
  private record Encoding<T extends SpecificRecord>(byte[] header, DatumWriter<T> writer) {}

  /** A codec that expects the schemas to be registered already, as in a service. */
  public EventCodec(SchemaRegistry registry) {
    this(registry, false);
  }

  /**
   * @param autoRegister whether a schema that is not registered yet is registered on first use
   */
  public EventCodec(SchemaRegistry registry, boolean autoRegister) {
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  /**
   * Asks for the ids of these topics now, so that later calls need no registry.
   *
   * @throws UnknownSchemaId when a schema is not registered and may not be
   * @throws RegistryUnreachable when no registry answers
   */
  public void preload(Collection<LoopTopic<?>> topics) {
    topics.forEach(this::encoding);
  }

  /**
   * Value of a record of this topic. The size is not checked here.
   *
   * @throws UnknownSchemaId when the schema is not registered and may not be
   * @throws RegistryUnreachable when the id is not known yet and no registry answers
   */
  public <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    Encoding<T> encoding = encoding(topic);
    return RecordBytes.write(
        topic.type().getSimpleName(), encoding.header(), encoding.writer(), event);
  }

  /**
   * Event in a record value of this topic, written with any compatible version of its schema. An
   * enum symbol that this version does not know is read as UNRECOGNIZED.
   *
   * @throws UndecodableEvent when the bytes are not an event
   * @throws UnknownSchemaId when the registry does not know the id in the bytes
   * @throws IncompatibleSchema when that schema cannot be read as the topic's record type
   * @throws RegistryUnreachable when the id is not known yet and no registry answers
   */
  public <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value) {
    if (value.length < HEADER_BYTES) {
      throw new UndecodableEvent(
          "%s: %d bytes are too few for an event".formatted(topic.name(), value.length));
    }
    if (value[0] != MAGIC) {
      throw new UndecodableEvent(
          "%s: the first byte is 0x%02x, not the magic byte 0x00"
              .formatted(topic.name(), value[0]));
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    return RecordBytes.read(topic.name(), value, HEADER_BYTES, reader(topic, id));
  }

  @SuppressWarnings("unchecked") // a topic has one record type
  private <T extends SpecificRecord> Encoding<T> encoding(LoopTopic<T> topic) {
    Encoding<?> known = encodings.get(topic.name());
    if (known != null) {
      return (Encoding<T>) known;
    }
    Schema schema = ContractSchema.of(topic.type());
    int id =
        autoRegister
            ? registry.register(topic.subject(), schema)
            : registry.idOf(topic.subject(), schema);
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    Encoding<T> made = new Encoding<>(header, RecordBytes.writer(topic.type()));
    encodings.put(topic.name(), made);
    return made;
  }

  @SuppressWarnings("unchecked") // a reader is kept under the class of what it reads
  private <T extends SpecificRecord> DatumReader<T> reader(LoopTopic<T> topic, int id) {
    ReaderKey key = new ReaderKey(topic.type(), id);
    DatumReader<?> known = readers.get(key);
    if (known != null) {
      return (DatumReader<T>) known;
    }
    Schema writer = registry.byId(id);
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(topic.schema(), writer);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IncompatibleSchema(
          "%s: schema id %d (%s) cannot be read as %s: %s"
              .formatted(
                  topic.name(),
                  id,
                  writer.getFullName(),
                  topic.schema().getFullName(),
                  pair.getResult().getIncompatibilities().stream()
                      .map(problem -> problem.getLocation() + " " + problem.getMessage())
                      .findFirst()
                      .orElse("no reason given")));
    }
    DatumReader<T> made = RecordBytes.reader(writer, topic.type());
    readers.put(key, made);
    return made;
  }
}
