package io.loopline.service;

import io.loopline.serde.EventCodec;
import io.loopline.serde.EventFormat;
import io.loopline.serde.KafkaClassFormat;
import io.loopline.serde.LooplineAvroDeserializer;
import io.loopline.serde.LooplineAvroSerializer;
import io.loopline.serde.RegistryCredentials;
import io.loopline.serde.RegistrySettings;
import io.loopline.serde.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which classes turn events into record values and back. Immutable.
 *
 * @param serializerClass a Kafka serializer that writes the Confluent wire format ({@code
 *     loopline.serializer.class})
 * @param deserializerClass a Kafka deserializer that reads it ({@code loopline.deserializer.class})
 * @param properties what such classes are configured with besides the registry ({@code
 *     loopline.serde.*}, without the prefix); empty for Loopline's own classes, which need nothing
 */
record SerdeConfig(
    String serializerClass, String deserializerClass, Map<String, String> properties) {
  private static final Logger LOG = LoggerFactory.getLogger(SerdeConfig.class);
  private static final String PREFIX = "loopline.serde.";

  static final Setting<String> SERIALIZER =
      Setting.text(
          "loopline.serializer.class",
          LooplineAvroSerializer.class.getName(),
          "class name",
          "Kafka serializer that writes the Confluent wire format");
  static final Setting<String> DESERIALIZER =
      Setting.text(
          "loopline.deserializer.class",
          LooplineAvroDeserializer.class.getName(),
          "class name",
          "Kafka deserializer that reads it");
  static final Setting<SortedMap<String, String>> PROPERTIES =
      Setting.group(
          PREFIX,
          "settings of those classes",
          "what other classes than Loopline's own are configured with besides the registry");
  static final List<Setting<?>> SETTINGS = List.of(SERIALIZER, DESERIALIZER, PROPERTIES);

  private static final String REGISTRY = "schema.registry.";
  private static final String SPECIFIC_READER = "specific.avro.reader";
  private static final String AUTO_REGISTER = "auto.register.schemas";

  /** Topics carry one record type each, under subjects that {@code topics apply} has set up. */
  private static final Set<String> PROTECTED =
      Set.of(
          SPECIFIC_READER,
          AUTO_REGISTER,
          "key.subject.name.strategy",
          "value.subject.name.strategy",
          RegistrySettings.URL);

  SerdeConfig {
    properties = Map.copyOf(properties);
    properties.forEach((name, value) -> {
      if (PROTECTED.contains(name)) {
        throw new InvalidConfiguration(PREFIX + name, value, "is fixed by Loopline; remove it");
      }
    });
    if (isOwn(serializerClass, deserializerClass) && !properties.isEmpty()) {
      throw new InvalidConfiguration(
          "%s%s means nothing to Loopline's own serializer classes; remove it, or name others in %s and %s"
              .formatted(
                  PREFIX,
                  new TreeMap<>(properties).firstKey(),
                  SERIALIZER.name(),
                  DESERIALIZER.name()));
    }
  }

  static SerdeConfig from(Settings settings) {
    return new SerdeConfig(
        settings.get(SERIALIZER), settings.get(DESERIALIZER), settings.get(PROPERTIES));
  }

  /**
   * The format to use. Loopline's own classes are not asked through Kafka's interfaces: they are
   * the same code with a check less.
   *
   * @param registryKeys settings of the registry as they were given, {@code schema.registry.*}
   */
  EventFormat open(RegistrySettings registry, Map<String, String> registryKeys) {
    if (isOwn(serializerClass, deserializerClass)) {
      return new EventCodec(SchemaRegistry.connect(registry));
    }
    try {
      KafkaClassFormat format =
          KafkaClassFormat.of(
              serializerClass, deserializerClass, classConfiguration(registry, registryKeys));
      LOG.atInfo()
          .addKeyValue("serializer", serializerClass)
          .addKeyValue("deserializer", deserializerClass)
          .log("events go through other classes than Loopline's");
      return format;
    } catch (ConfigException e) {
      throw new InvalidConfiguration(
          "%s and %s: %s".formatted(SERIALIZER.name(), DESERIALIZER.name(), e.getMessage()));
    }
  }

  /** In the words of Confluent's client, which others follow. */
  Map<String, Object> classConfiguration(
      RegistrySettings registry, Map<String, String> registryKeys) {
    Map<String, Object> configuration = new HashMap<>();
    registryKeys.forEach((key, value) -> {
      configuration.put(key, value);
      if (key.contains(".basic.auth.") || key.contains(".bearer.auth.")) {
        // Confluent's client has these without the name of the registry
        configuration.put(key.substring(REGISTRY.length()), value);
      }
    });
    if (registryKeys.containsKey(RegistryCredentials.USER_INFO)) {
      configuration.putIfAbsent("basic.auth.credentials.source", "USER_INFO");
    }
    if (registryKeys.containsKey(RegistryCredentials.TOKEN)) {
      configuration.putIfAbsent("bearer.auth.credentials.source", "STATIC_TOKEN");
    }
    configuration.put(
        RegistrySettings.URL,
        String.join(",", registry.urls().stream().map(Object::toString).toList()));
    // the registered schemas have no marks of a language, so look-ups by content must not either
    configuration.put("avro.remove.java.properties", "true");
    configuration.putAll(properties);
    configuration.put(SPECIFIC_READER, "true");
    configuration.put(AUTO_REGISTER, "false");
    return configuration;
  }

  private static boolean isOwn(String serializerClass, String deserializerClass) {
    return serializerClass.equals(LooplineAvroSerializer.class.getName())
        && deserializerClass.equals(LooplineAvroDeserializer.class.getName());
  }
}
