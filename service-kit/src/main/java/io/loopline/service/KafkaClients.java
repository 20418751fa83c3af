package io.loopline.service;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka clients of a service, all with byte[] keys and values. Consumers read committed records
 * only and never commit by themselves; producers are idempotent and wait for all replicas. {@code
 * loopline.kafka.*} may tune them, but not touch what the guarantees stand on. Safe for all
 * threads; whoever asks for a client closes it.
 */
public final class KafkaClients {
  private static final int FETCH_MAX_BYTES = 8 * 1024 * 1024;

  private static final Set<String> PROTECTED =
      Set.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private final ServiceConfig config;

  /** Refuses settings under {@code loopline.kafka.} that would break a guarantee. */
  public KafkaClients(ServiceConfig config) {
    this.config = requireNonNull(config, "config is null");
    config
        .kafka()
        .forEach((name, value) -> {
          if (PROTECTED.contains(name)) {
            throw new InvalidConfiguration(
                ServiceConfig.KAFKA.prefix() + name, value, "is fixed by Loopline; remove it");
          }
        });
  }

  /**
   * A group member; a static one, so that a restarted instance gets its partitions back at once.
   */
  public Map<String, Object> groupConsumerProperties(String groupId) {
    Map<String, Object> properties = consumerDefaults(groupId);
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.putAll(settingsKnownTo(ConsumerConfig.configNames()));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instance());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  /** A reader without a group: it assigns itself all partitions and starts at their ends. */
  public Map<String, Object> tailConsumerProperties(String name) {
    Map<String, Object> properties = consumerDefaults(name);
    properties.putAll(settingsKnownTo(ConsumerConfig.configNames()));
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return properties;
  }

  /** A reader without a group: it assigns itself all partitions and starts at their beginnings. */
  public Map<String, Object> readingConsumerProperties(String name) {
    Map<String, Object> properties = tailConsumerProperties(name);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  /** A non-transactional producer that sends at once. */
  public Map<String, Object> producerProperties(String name) {
    Map<String, Object> properties = common(name);
    // An answer is waited for: its delay is worth more than a fuller batch.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    properties.putAll(settingsKnownTo(ProducerConfig.configNames()));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return properties;
  }

  /** For an admin client. */
  public Map<String, Object> adminProperties(String name) {
    Map<String, Object> properties = common(name);
    properties.putAll(settingsKnownTo(AdminClientConfig.configNames()));
    return properties;
  }

  /** Opens a group member. */
  public Consumer<byte[], byte[]> groupConsumer(String groupId) {
    return new KafkaConsumer<>(groupConsumerProperties(groupId));
  }

  /** Opens a reader without a group. */
  public Consumer<byte[], byte[]> tailConsumer(String name) {
    return new KafkaConsumer<>(tailConsumerProperties(name));
  }

  /** Opens a reader without a group that reads everything. */
  public Consumer<byte[], byte[]> readingConsumer(String name) {
    return new KafkaConsumer<>(readingConsumerProperties(name));
  }

  /** Opens a producer. */
  public Producer<byte[], byte[]> producer(String name) {
    return new KafkaProducer<>(producerProperties(name));
  }

  private Map<String, Object> consumerDefaults(String name) {
    Map<String, Object> properties = common(name);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 64);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return properties;
  }

  private Map<String, Object> common(String name) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        List.of(config.bootstrapServers().split(",")));
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.instance() + "." + name);
    return properties;
  }

  private Map<String, String> settingsKnownTo(Set<String> names) {
    Map<String, String> known = new HashMap<>(config.kafka());
    known.keySet().retainAll(names);
    return known;
  }
}
