package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The format through Kafka's serializer interfaces: any Avro classes that write and read the
 * Confluent wire format, such as Confluent's own. They are asked one call at a time, as Kafka
 * promises them. What they throw is classified by {@link ForeignFailure}. Their registry client has
 * its own timeouts and caches; those of {@link RegistrySettings} do not hold for it.
 */
public final class KafkaClassFormat implements EventFormat, AutoCloseable {
  private final Serializer<Object> serializer;
  private final Deserializer<?> deserializer;
  private final ReentrantLock encoding = new ReentrantLock();
  private final ReentrantLock decoding = new ReentrantLock();

  /** Both are configured already; they are closed with this. */
  public KafkaClassFormat(Serializer<Object> serializer, Deserializer<?> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /**
   * Makes both classes and configures them for values.
   *
   * @throws ConfigException when a class is missing, is of another kind, or refuses the
   *     configuration
   */
  @SuppressWarnings("unchecked") // a serializer of some other type fails in preload
  public static KafkaClassFormat of(
      String serializerClass, String deserializerClass, Map<String, ?> configuration) {
    ContractTrust.establish(); // the classes make events by Avro's means, not through RecordBytes
    Serializer<Object> serializer = make(serializerClass, Serializer.class);
    serializer.configure(configuration, false);
    Deserializer<Object> deserializer = make(deserializerClass, Deserializer.class);
    deserializer.configure(configuration, false);
    return new KafkaClassFormat(serializer, deserializer);
  }

  private static <K> K make(String name, Class<K> kind) {
    try {
      ClassLoader loader = KafkaClassFormat.class.getClassLoader();
      return kind.cast(Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw new ConfigException(
          "%s is not complete on the class path (%s); add its jar and what that needs"
              .formatted(name, e.getMessage()));
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(
          "%s cannot be used as a Kafka %s: %s".formatted(name, kind.getSimpleName(), e));
    }
  }

  /**
   * Writes and reads a made-up event of each topic: the classes then have the ids, and one that is
   * configured wrongly shows before the first record.
   *
   * @throws ConfigException when what was read is not what was written
   */
  @Override
  public void preload(Collection<LoopTopic<?>> topics) {
    topics.forEach(this::rehearse);
  }

  private <T extends SpecificRecord> void rehearse(LoopTopic<T> topic) {
    T written = BlankEvent.of(topic.type());
    T read;
    try {
      read = decode(topic, encode(topic, written));
    } catch (IncompatibleSchema | UndecodableEvent e) {
      throw new ConfigException(
          "%s cannot read what %s wrote: %s".formatted(name(deserializer), name(serializer), e));
    }
    if (!read.equals(written)) {
      throw new ConfigException(
          "%s: %s read something else than %s wrote"
              .formatted(topic.name(), name(deserializer), name(serializer)));
    }
  }

  @Override
  public <T extends SpecificRecord> byte[] encode(LoopTopic<T> topic, T event) {
    byte[] value;
    encoding.lock();
    try {
      value = serializer.serialize(topic.name(), event);
    } catch (RuntimeException e) {
      throw ForeignFailure.encoding(topic, e);
    } finally {
      encoding.unlock();
    }
    if (value == null || value.length < WireHeader.BYTES || value[0] != WireHeader.MAGIC) {
      throw new SerializationException(
          "%s: %s does not write the Confluent wire format"
              .formatted(topic.name(), name(serializer)));
    }
    return value;
  }

  @Override
  public <T extends SpecificRecord> T decode(LoopTopic<T> topic, byte[] value) {
    int id = WireHeader.schemaId(topic.name(), value);
    Object event;
    decoding.lock();
    try {
      event = deserializer.deserialize(topic.name(), value);
    } catch (RuntimeException e) {
      throw ForeignFailure.decoding(topic, e);
    } finally {
      decoding.unlock();
    }
    if (!topic.type().isInstance(event)) {
      throw new IncompatibleSchema(
          "%s: schema id %d gave %s, not %s"
              .formatted(
                  topic.name(),
                  id,
                  event == null ? "nothing" : event.getClass().getName(),
                  topic.type().getName()));
    }
    return topic.type().cast(event);
  }

  @Override
  public void close() {
    try (serializer) {
      deserializer.close();
    }
  }

  private static String name(Object part) {
    return part.getClass().getName();
  }
}
