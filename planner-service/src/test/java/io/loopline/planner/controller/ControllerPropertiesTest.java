package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.service.ServiceConfig;
import io.loopline.service.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.junit.jupiter.api.Test;

class ControllerPropertiesTest {
  /** Each would break a guarantee of the controller if it were taken. */
  private static final Map<String, String> HARMFUL =
      Map.ofEntries(
          Map.entry("processing.guarantee", "at_least_once"),
          Map.entry("group.protocol", "streams"),
          Map.entry("application.id", "another"),
          Map.entry("consumer.isolation.level", "read_uncommitted"),
          Map.entry("main.consumer.isolation.level", "read_uncommitted"),
          Map.entry("isolation.level", "read_uncommitted"),
          Map.entry("restore.consumer.isolation.level", "read_uncommitted"),
          Map.entry("enable.auto.commit", "true"),
          Map.entry("main.consumer.enable.auto.commit", "true"),
          Map.entry("main.consumer.group.protocol", "consumer"),
          Map.entry("consumer.group.id", "another"),
          Map.entry("producer.acks", "0"),
          Map.entry("main.consumer.auto.offset.reset", "latest"),
          Map.entry("auto.offset.reset", "latest"),
          Map.entry("main.consumer.group.instance.id", "another"),
          Map.entry("producer.enable.idempotence", "false"),
          Map.entry(
              "default.timestamp.extractor",
              "org.apache.kafka.streams.processor.FailOnInvalidTimestamp"),
          Map.entry(
              "processing.exception.handler",
              "org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler"),
          Map.entry(
              "deserialization.exception.handler",
              "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler"),
          Map.entry(
              "default.deserialization.exception.handler",
              "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler"),
          Map.entry("production.exception.handler", "no.such.Handler"),
          Map.entry("statestore.cache.max.bytes", "1000000"));

  @Test
  void shouldHaveTheGuaranteesWhenNothingIsSet() {
    assertGuarantees(config(Map.of()));
  }

  @Test
  void shouldKeepTheGuaranteesWhenSettingsSayOtherwise() {
    assertGuarantees(config(HARMFUL));
  }

  @Test
  void shouldPassOnWhatBreaksNoGuarantee() {
    // When
    StreamsConfig config =
        config(
            Map.of(
                "security.protocol", "SASL_SSL",
                "consumer.session.timeout.ms", "45000",
                "replication.factor", "3"));

    // Then
    Map<String, Object> consumer = config.getMainConsumerConfigs("loopline-controller", "c", 0);
    assertThat(consumer)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("session.timeout.ms", "45000");
    assertThat(config.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG)).isEqualTo(3);
  }

  private static void assertGuarantees(StreamsConfig config) {
    assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG))
        .isEqualTo("loopline-controller");
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
    assertThat(config.defaultTimestampExtractor()).isInstanceOf(WallclockTimestampExtractor.class);
    assertThat(config.deserializationExceptionHandler())
        .isInstanceOf(LogAndFailExceptionHandler.class);
    assertThat(config.processingExceptionHandler())
        .isInstanceOf(LogAndFailProcessingExceptionHandler.class);
    assertThat(config.productionExceptionHandler())
        .isExactlyInstanceOf(DefaultProductionExceptionHandler.class);
    assertThat(config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)).isZero();
    assertThat(config.getClass(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG))
        .isEqualTo(RocksDbMemory.class);
    assertThat(config.getMainConsumerConfigs("loopline-controller", "client", 0))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("group.instance.id", "planner-service-1-0")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("enable.auto.commit", "false");
    assertThat(config.getMainConsumerConfigs("loopline-controller", "client", 0))
        .containsEntry("group.id", "loopline-controller")
        .containsEntry("group.protocol", "classic");
    assertThat(config.getRestoreConsumerConfigs("client"))
        .containsEntry("isolation.level", "read_committed");
    ProducerConfig producer = new ProducerConfig(serialized(config.getProducerConfigs("client")));
    assertThat(producer.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    assertThat(producer.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
  }

  private static Map<String, Object> serialized(Map<String, Object> producer) {
    Map<String, Object> complete = new HashMap<>(producer);
    complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return complete;
  }

  private static StreamsConfig config(Map<String, String> kafka) {
    Map<String, String> settings = new HashMap<>();
    kafka.forEach((name, value) -> settings.put("loopline.kafka." + name, value));
    Settings source = Settings.of(settings, Map.of());
    return new StreamsConfig(
        ControllerProperties.of(
            ServiceConfig.from("planner-service", source), ControllerConfig.from(source)));
  }
}
