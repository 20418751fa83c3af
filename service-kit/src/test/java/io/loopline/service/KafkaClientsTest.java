package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaClientsTest {
  private static final Map<String, String> TUNED =
      Map.of(
          "loopline.kafka.session.timeout.ms", "6000",
          "loopline.kafka.linger.ms", "3",
          "loopline.kafka.max.poll.records", "7");

  /** Kafka's own parsers see every configuration, so a bad value fails here too. */
  @Test
  void shouldKeepTheGuaranteesInEveryConfiguration() {
    for (Map<String, String> settings : List.of(Map.<String, String>of(), TUNED)) {
      // Given
      KafkaClients clients = clients(settings);

      // When
      List<Map<String, Object>> consumers =
          List.of(
              clients.groupConsumerProperties("loopline.x"),
              clients.tailConsumerProperties("x"),
              clients.readingConsumerProperties("x"));
      Map<String, Object> producer = clients.producerProperties("x");

      // Then
      assertThat(consumers).allSatisfy(it -> assertThat(consumerFaults(it)).isEmpty());
      assertThat(producerFaults(producer)).isEmpty();
    }
  }

  @Test
  void shouldFindFaultsInUnsafeConfigurations() {
    // Given
    Map<String, Object> consumer = new HashMap<>(clients(Map.of()).groupConsumerProperties("x"));
    Map<String, Object> producer = new HashMap<>(clients(Map.of()).producerProperties("x"));

    // When
    consumer.remove("isolation.level");
    consumer.remove("enable.auto.commit");
    consumer.remove("allow.auto.create.topics");
    producer.put("acks", "1");
    producer.put("enable.idempotence", "false");

    // Then
    assertThat(consumerFaults(consumer))
        .containsExactly("isolation.level", "enable.auto.commit", "allow.auto.create.topics");
    assertThat(producerFaults(producer)).containsExactly("acks", "enable.idempotence");
  }

  @Test
  void shouldPassTuningToTheClientsThatKnowIt() {
    // When
    KafkaClients clients = clients(TUNED);

    // Then
    assertThat(clients.groupConsumerProperties("loopline.x"))
        .containsEntry("session.timeout.ms", "6000")
        .containsEntry("max.poll.records", "7")
        .containsEntry("group.id", "loopline.x")
        .containsEntry("group.instance.id", "executor-service-1")
        .doesNotContainKey("linger.ms");
    assertThat(clients.producerProperties("x"))
        .containsEntry("linger.ms", "3")
        .doesNotContainKey("session.timeout.ms");
    assertThat(clients.tailConsumerProperties("x"))
        .containsEntry("auto.offset.reset", "latest")
        .doesNotContainKey("group.id");
    assertThat(clients.readingConsumerProperties("x"))
        .containsEntry("auto.offset.reset", "earliest")
        .doesNotContainKey("group.id");
  }

  @ParameterizedTest
  @CsvSource({
    "isolation.level,    read_uncommitted",
    "enable.auto.commit, true",
    "acks,               1",
    "enable.idempotence, false",
    "transactional.id,   mine",
    "group.id,           mine",
    "value.deserializer, some.Class",
  })
  void shouldRefuseSettingThatBreaksAGuarantee(String property, String value) {
    assertThatThrownBy(() -> clients(Map.of("loopline.kafka." + property, value)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("loopline.kafka." + property);
  }

  private static List<String> consumerFaults(Map<String, Object> properties) {
    ConsumerConfig config = new ConsumerConfig(properties);
    List<String> faults = new ArrayList<>();
    check(faults, "isolation.level", "read_committed".equals(config.getString("isolation.level")));
    check(faults, "enable.auto.commit", !config.getBoolean("enable.auto.commit"));
    check(faults, "allow.auto.create.topics", !config.getBoolean("allow.auto.create.topics"));
    return faults;
  }

  private static List<String> producerFaults(Map<String, Object> properties) {
    ProducerConfig config = new ProducerConfig(properties);
    List<String> faults = new ArrayList<>();
    check(faults, "acks", "-1".equals(config.getString("acks")));
    check(faults, "enable.idempotence", config.getBoolean("enable.idempotence"));
    return faults;
  }

  private static void check(List<String> faults, String property, boolean good) {
    if (!good) {
      faults.add(property);
    }
  }

  private static KafkaClients clients(Map<String, String> settings) {
    return new KafkaClients(
        ServiceConfig.from("executor-service", ServiceConfigTest.settings(settings)));
  }
}
