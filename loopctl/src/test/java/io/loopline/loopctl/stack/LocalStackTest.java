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
import org.apache.kafka.common.config.ConfigResource;
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
