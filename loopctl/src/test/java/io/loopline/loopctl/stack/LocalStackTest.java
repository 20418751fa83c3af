package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.loopctl.CliFailure;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real broker and registry, as built by deploy/local-stack; the services have their own system
 * tests.
 */
class LocalStackTest {
  private static final List<Part> BASE = List.of(Part.BROKER, Part.REGISTRY);

  @TempDir Path directory;

  private final StackPorts ports = StackPorts.free();

  @AfterEach
  void stop() throws InterruptedException {
    stack().down();
  }

  @Test
  void shouldKeepTopicsAndSchemaIdsWhenBrokerAndRegistryAreKilledAndStartedAgain()
      throws Exception {
    // Given
    stack().up(BASE);
    int idBefore = schemaId(LoopTopics.TRANSITIONS);
    stack().killService(Part.BROKER);
    stack().killService(Part.REGISTRY);

    // When
    List<Part> startedAgain = stack().up(BASE);

    // Then
    assertThat(startedAgain).containsExactlyElementsOf(BASE);
    assertThat(schemaId(LoopTopics.TRANSITIONS)).isEqualTo(idBefore);
    try (Admin admin = admin()) {
      TopicProvisioning.Report applied = new TopicProvisioning(admin).apply(0);
      assertThat(applied).isEqualTo(new TopicProvisioning.Report(4, List.of(), Map.of()));
      assertThat(admin.listTopics().names().get()).containsAll(names());
      assertThat(settingsOf(admin, "loop.goals")).containsAllEntriesOf(LoopTopics.GOALS.settings());
    }
  }

  @Test
  void shouldStartNothingWhenAllRunsAndRefuseAnotherPartitionCount() throws Exception {
    // Given
    stack().up(BASE);
    StackState before = stack().state();

    // When
    List<Part> startedAgain = stack().up(BASE);

    // Then
    assertThat(startedAgain).isEmpty();
    assertThat(stack().state()).isEqualTo(before);
    try (Admin admin = admin()) {
      TopicProvisioning topics = new TopicProvisioning(admin);
      assertThatThrownBy(() -> topics.apply(8))
          .isInstanceOf(CliFailure.class)
          .hasMessageContaining("has 4 and 8 was asked for");
    }
    assertThat(stack().down()).containsExactlyElementsOf(BASE);
    assertThat(PortCheck.isTaken(ports.broker())).isFalse();
    assertThat(StackState.read(directory)).isEmpty();
  }

  @Test
  void shouldCountRecordsThatWaitWithoutTheEndsOfTransactions() throws Exception {
    // Given three committed records, one of them done, and an aborted one
    stack().up(BASE);
    TopicPartition place = new TopicPartition(LoopTopics.PLAN_REQUESTS.name(), 0);
    ConsumerLag lag = new ConsumerLag(ports.bootstrap());
    try (Admin admin = admin();
        Producer<byte[], byte[]> producer = producer()) {
      assertThat(lag.look()).isEmpty();
      producer.initTransactions();
      for (boolean committed : List.of(true, true, false, true)) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(place.topic(), 0, new byte[1], new byte[1])).get();
        if (committed) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
      commit(admin, place, 1);

      // When
      List<GroupLag> behind = lag.look();
      commit(admin, place, 7); // behind the last record, before the end of its transaction
      List<GroupLag> done = lag.look();

      // Then
      assertThat(behind).containsExactly(new GroupLag("loopline.planning", place.topic(), 2, true));
      assertThat(done).containsExactly(new GroupLag("loopline.planning", place.topic(), 0, true));
    }
  }

  private static void commit(Admin admin, TopicPartition place, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            "loopline.planning", Map.of(place, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", ports.bootstrap(), "transactional.id", "stand-in"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private LocalStack stack() {
    Path home = Path.of("..").toAbsolutePath().normalize();
    return new LocalStack(StackSettings.of(home, directory, ports), line -> {});
  }

  private int schemaId(LoopTopic<?> topic) {
    return SchemaRegistry.connect(ports.registryUrl())
        .idOf(topic.subject(), ContractSchema.of(topic.type()));
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrap()));
  }

  private static List<String> names() {
    return LoopTopics.all().stream().map(LoopTopic::name).collect(Collectors.toList());
  }

  private static Map<String, String> settingsOf(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
  }
}
