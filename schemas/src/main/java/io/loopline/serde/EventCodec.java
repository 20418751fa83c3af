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
import org.apache.avro.specific.SpecificRecord;

/**
 * Loopline's own format: Avro encodes, a small cached client does the ids. Thread safe; ids and
 * readers are kept, so only the first record of a schema asks the registry.
 */
public final class EventCodec implements EventFormat {
  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Map<String, byte[]> headers = new ConcurrentHashMap<>();
  private final Map<ReaderKey, DatumReader<?>> readers = new ConcurrentHashMap<>();

  private record ReaderKey(Class<?> type, int writerId) {}

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
    topics.forEach(this::header);
  }

  @Override
  public <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    return RecordBytes.write(header(topic), topic.type(), event);
  }

  @Override
  public <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value) {
    int id = WireHeader.schemaId(topic.name(), value);
    return RecordBytes.read(topic.name(), value, WireHeader.BYTES, reader(topic, id));
  }

  private byte[] header(LoopTopic<?> topic) {
    byte[] known = headers.get(topic.name());
    if (known != null) {
      return known;
    }
    Schema schema = ContractSchema.of(topic.type());
    int id =
        autoRegister
            ? registry.register(topic.subject(), schema)
            : registry.idOf(topic.subject(), schema);
    byte[] header = WireHeader.of(id);
    headers.put(topic.name(), header);
    return header;
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
