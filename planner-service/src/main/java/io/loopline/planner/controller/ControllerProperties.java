package io.loopline.planner.controller;

import io.loopline.service.ServiceConfig;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Kafka Streams properties of the controller. */
final class ControllerProperties {
  static final String APPLICATION_ID = "loopline-controller";

  private static final List<String> CLIENT_PREFIXES =
      List.of("main.consumer.", "restore.consumer.", "consumer.", "producer.");

  /** Client settings that belong to the guarantees, whatever prefix they are given with. */
  private static final Set<String> GUARDED =
      Set.of(
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  private ControllerProperties() {}

  /** What the guarantees stand on is put last, so that no setting takes it away. */
  static Properties of(ServiceConfig service, ControllerConfig controller) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    // What the broker does not wait out itself the producer asks again; its default is 100 ms.
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    service.kafka().entrySet().stream()
        .filter(setting -> !isGuarded(setting.getKey()))
        .forEach(setting -> properties.put(setting.getKey(), setting.getValue()));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, service.instance());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, service.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, service.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, controller.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, controller.standbys());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, controller.commitInterval().toMillis());
    properties.put(StreamsConfig.POLL_MS_CONFIG, controller.poll().toMillis());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        service.instance());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    // Time is the controller's own, so there is no order among the topics to wait for.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
    return properties;
  }

  /** A setting with a client's prefix is stronger than one without, so it is left out by name. */
  private static boolean isGuarded(String setting) {
    return GUARDED.contains(setting)
        || CLIENT_PREFIXES.stream()
            .anyMatch(prefix ->
                setting.startsWith(prefix) && GUARDED.contains(setting.substring(prefix.length())));
  }
}
