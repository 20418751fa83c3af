package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.LoopCtl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stack on a real broker that another stack has started, so to this one it is somebody else's.
 */
class ExternalBrokerTest {
  private static final List<Part> BASE = List.of(Part.BROKER, Part.REGISTRY);
  private static final List<Part> REGISTRY = List.of(Part.REGISTRY);

  @TempDir static Path otherDirectory;

  @SuppressWarnings("NullAway.Init") // started before the first test
  private static LocalStack other;

  @TempDir Path directory;

  private final StackPorts ports = StackPorts.free();

  @BeforeAll
  static void startTheOther() throws InterruptedException {
    other = stack(otherDirectory, StackPorts.free());
    other.up(BASE);
  }

  @AfterAll
  static void stopTheOther() throws InterruptedException {
    other.down();
  }

  @Test
  void shouldUseTheBrokerAndLeaveItAloneWhenItIsNotItsOwn() throws Exception {
    // Given
    LocalStack mine = on(other.bootstrap());

    // When
    List<Part> started = mine.up(REGISTRY);

    // Then
    try {
      assertThat(started).isEqualTo(REGISTRY);
      assertThat(mine.isReady(Part.BROKER)).isTrue();
      assertThat(mine.isRunning(Part.BROKER)).isFalse();
      assertThat(mine.state().bootstrap()).isEqualTo(other.bootstrap());
      assertThatThrownBy(() -> mine.launch(Part.BROKER)).isInstanceOf(IllegalStateException.class);
      assertThat(loop("status")).contains("broker    external -      -         ready");
      assertThat(loop("up", "--bootstrap", "127.0.0.1:1"))
          .contains("runs on the broker at " + other.bootstrap(), "./loop down");
    } finally {
      mine.killService(Part.BROKER);
      assertThat(loop("down")).contains("stopped registry");
    }
    assertThat(other.isReady(Part.BROKER)).isTrue();
  }

  @Test
  void shouldRefuseTheBrokerWhenItHasRecordsOfAnotherDeployment() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", other.bootstrap()))) {
      // Given a directory that was first, and records since
      DataOwner first = new DataOwner(directory.resolve("first"));
      DataOwner second = new DataOwner(directory.resolve("second"));
      ExternalBroker broker = new ExternalBroker(admin, other.bootstrap());
      broker.claim(first);
      admin.createTopics(List.of(new NewTopic("loop.of-somebody", 1, (short) 1))).all().get();
      send("loop.of-somebody");

      // When, Then
      assertThatThrownBy(() -> broker.claim(second))
          .isInstanceOf(CliFailure.class)
          .hasMessageContaining("has records of another deployment in loop.of-somebody; use an")
          .extracting(failure -> ((CliFailure) failure).exitCode())
          .isEqualTo(ExitCode.BAD_INPUT);
      assertThat(second.owner()).isEmpty();
      broker.claim(first);
      admin.deleteTopics(List.of("loop.of-somebody")).all().get();
    }
  }

  @Test
  void shouldStartNothingWhenTheDataBelongToAnotherBroker() throws Exception {
    // Given
    new DataOwner(directory.resolve("data")).record("3bTLx0cJRGmMgQlCVGyvrw");

    // When, Then
    assertThatThrownBy(() -> stack(directory, ports).up(BASE))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("belong to cluster 3bTLx0cJRGmMgQlCVGyvrw, and the broker at")
        .hasMessageContaining("is the stack's own broker; use that broker");
    assertThatThrownBy(() -> on(other.bootstrap()).up(REGISTRY))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("belong to cluster 3bTLx0cJRGmMgQlCVGyvrw, and the broker at")
        .hasMessageContaining("use that broker, another --dir, or remove the data");
    assertThat(StackState.read(directory)).isEmpty();
  }

  @Test
  void shouldStartNothingWhenNoBrokerAnswers() {
    // Given
    String nowhere = "127.0.0.1:" + ports.broker();

    // When, Then
    assertThatThrownBy(() -> on(nowhere).up(REGISTRY))
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("no Kafka broker answers at " + nowhere);
    assertThat(loop("up", "--bootstrap", nowhere))
        .contains("no Kafka broker answers at " + nowhere)
        .doesNotContain("starting");
    assertThat(StackState.read(directory)).isEmpty();
  }

  private LocalStack on(String bootstrap) {
    return new LocalStack(settings(directory, ports).withExternalBroker(bootstrap), _ -> {});
  }

  private static LocalStack stack(Path directory, StackPorts ports) {
    return new LocalStack(settings(directory, ports), _ -> {});
  }

  private static StackSettings settings(Path directory, StackPorts ports) {
    return StackSettings.of(Path.of("..").toAbsolutePath().normalize(), directory, ports);
  }

  private String loop(String... command) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--dir", directory.toString()));
    LoopCtl.execute(writer, writer, arguments.toArray(new String[0]));
    return said.toString();
  }

  private static void send(String topic) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", other.bootstrap());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", "value")).get();
    }
  }
}
