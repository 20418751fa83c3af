package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka serializer of record values on Loopline's topics. Configured by {@code schema.registry.url}
 * and {@code auto.register.schemas} (default false). Used by one client at a time, as Kafka does.
 */
public final class LooplineAvroSerializer implements Serializer<SpecificRecord> {
  /** Whether a schema that is not registered yet is registered on first use. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  private @Nullable EventCodec codec;

  /** For Kafka, which configures it next. */
  public LooplineAvroSerializer() {}

  LooplineAvroSerializer(EventCodec codec) {
    this.codec = codec;
  }

  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    if (isKey) {
      throw new ConfigException("keys of Loopline's topics are strings: use StringSerializer");
    }
    Object value = configuration.get(AUTO_REGISTER);
    boolean autoRegister = value != null && Boolean.parseBoolean(value.toString());
    codec =
        new EventCodec(SchemaRegistry.connect(RegistrySettings.from(configuration)), autoRegister);
  }

  /** Null (a deletion on a compacted topic) stays null. */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord event) {
    if (event == null) {
      return null;
    }
    if (codec == null) {
      throw new IllegalStateException("serializer used before configure");
    }
    LoopTopic<?> known = topic(topic);
    if (!known.type().isInstance(event)) {
      throw new SerializationException(
          "%s carries %s, not %s"
              .formatted(topic, known.type().getSimpleName(), event.getClass().getSimpleName()));
    }
    return encode(codec, known, event);
  }

  private static <T extends SpecificRecord> byte[] encode(
      EventCodec codec, LoopTopic<T> topic, SpecificRecord event) {
    return codec.encode(topic, topic.type().cast(event));
  }

  static LoopTopic<?> topic(String name) {
    return LoopTopics.byName(name)
        .orElseThrow(() -> new SerializationException(name + " is not one of Loopline's topics"));
  }
}
