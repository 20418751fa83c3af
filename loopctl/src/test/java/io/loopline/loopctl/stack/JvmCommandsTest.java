package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.loopctl.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandsTest {
  @TempDir Path home;

  @Test
  void shouldPointAServiceAtItsStackWhenItIsBuilt() throws IOException {
    // Given
    Path target = Files.createDirectories(home.resolve("planner-service").resolve("target"));
    Path jar = Files.createFile(target.resolve("planner-service-1.2.3.jar"));
    Files.createFile(target.resolve("planner-service-1.2.3-sources.jar"));
    Files.writeString(target.resolve("service.classpath"), "/libraries/a.jar:/libraries/b.jar\n");
    Path state = home.resolve("state");
    StackSettings settings =
        StackSettings.of(home, state, StackPorts.DEFAULT.plus(100))
            .withServiceProperty("loopline.worker.in-flight", "2");

    // When
    List<String> command = new JvmCommands(settings).of(Part.PLANNER);

    // Then
    assertThat(command)
        .contains(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dloopline.bootstrap.servers=127.0.0.1:9192",
            "-Dloopline.schema.registry.url=http://127.0.0.1:8181/apis/ccompat/v7",
            "-Dloopline.http.port=8191",
            "-Dloopline.instance=planner-1",
            "-Dloopline.artifacts.directory=" + state.resolve("data").resolve("artifacts"),
            "-Dloopline.state.directory=" + state.resolve("data").resolve("planner"),
            "-Dloopline.worker.in-flight=2")
        .endsWith(
            "-cp", jar + ":/libraries/a.jar:/libraries/b.jar", "io.loopline.planner.PlannerMain");
  }

  @Test
  void shouldPointAServiceAtTheOtherBrokerWhenTheStackHasNoneOfItsOwn() throws IOException {
    // Given
    Path target = Files.createDirectories(home.resolve("executor-service").resolve("target"));
    Files.createFile(target.resolve("executor-service-1.2.3.jar"));
    Files.writeString(target.resolve("service.classpath"), "/libraries/a.jar\n");
    StackSettings settings =
        StackSettings.of(home, home, StackPorts.DEFAULT).withExternalBroker("kafka:19092");

    // When
    List<String> command = new JvmCommands(settings).of(Part.EXECUTOR);

    // Then
    assertThat(command)
        .contains(
            "-Dloopline.bootstrap.servers=kafka:19092",
            "-Dloopline.executor.outbox=" + settings.data().resolve("outbox"));
  }

  @Test
  void shouldNameWhatIsMissingWhenAPartIsNotBuilt() {
    // Given
    JvmCommands commands = new JvmCommands(StackSettings.of(home, home, StackPorts.DEFAULT));

    // When, Then
    for (Part part : Part.values()) {
      assertThatThrownBy(() -> commands.of(part))
          .as(part.id())
          .isInstanceOf(CliFailure.class)
          .hasMessageContaining("is missing; build first");
    }
  }
}
