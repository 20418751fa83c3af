package io.loopline.serde;

import io.loopline.topic.LoopTopic;
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
 * Loopline's own format: Avro encodes, a small cached client does the ids. Thread safe; ids and
 * readers are kept, so only the first record of a schema asks the registry.
 */
public final class EventCodec implements EventFormat {
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

  @Override
  public void preload(Collection<LoopTopic<?>> topics) {
    topics.forEach(this::encoding);
  }

  @Override
  public <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    Encoding<T> encoding = encoding(topic);
    return RecordBytes.write(
        topic.type().getSimpleName(), encoding.header(), encoding.writer(), event);
  }

  @Override
  public <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value) {
    int id = WireHeader.schemaId(topic.name(), value);
    return RecordBytes.read(topic.name(), value, WireHeader.BYTES, reader(topic, id));
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
    byte[] header = WireHeader.of(id);
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
