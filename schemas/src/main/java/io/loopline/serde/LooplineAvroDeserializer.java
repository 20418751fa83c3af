package io.loopline.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka deserializer of record values on Loopline's topics. Configured by {@code
 * schema.registry.url}. Used by one client at a time, as Kafka does. The failures are those of
 * {@link EventCodec#decode}.
 */
public final class LooplineAvroDeserializer implements Deserializer<SpecificRecord> {
  private @Nullable EventCodec codec;

  /** For Kafka, which configures it next. */
  public LooplineAvroDeserializer() {}

  LooplineAvroDeserializer(EventCodec codec) {
    this.codec = codec;
  }

  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    if (isKey) {
      throw new ConfigException("keys of Loopline's topics are strings: use StringDeserializer");
    }
    codec = new EventCodec(SchemaRegistry.connect(RegistrySettings.from(configuration)));
  }

  /** Null (a deletion on a compacted topic) stays null. */
  @Override
  public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    if (codec == null) {
      throw new IllegalStateException("deserializer used before configure");
    }
    return codec.decode(LooplineAvroSerializer.topic(topic), value);
  }
}
