package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {
  @TempDir Path directory;

  private final ProcessHandle self = ProcessHandle.current();
  private final Instant startedAt = self.info().startInstant().orElseThrow();

  @Test
  void shouldReadBackWhatWasWritten() {
    // Given
    StackState state =
        state(new StackProcess(Part.BROKER, 4711, Instant.parse("2026-01-02T03:04:05.678Z")));

    // When
    state.write(directory);

    // Then
    assertThat(StackState.read(directory)).contains(state);
  }

  @Test
  void shouldReadBackTheBrokerWhenItIsNotItsOwn() {
    // Given
    StackState state =
        new StackState(StackPorts.DEFAULT, Path.of("/data/artifacts"), List.of(), "kafka:19092");

    // When
    state.write(directory);

    // Then
    assertThat(StackState.read(directory)).contains(state);
    assertThat(state.bootstrap()).isEqualTo("kafka:19092");
    assertThat(state.parts()).doesNotContain(Part.BROKER).hasSize(4);
  }

  @Test
  void shouldReadNothingWhenTheFileIsMissingOrTorn() throws IOException {
    assertThat(StackState.read(directory)).isEmpty();
    for (String torn : List.of("", "{", "{}", "[1]", "{\"processes\":[{\"name\":\"broker\"}]}")) {
      // Given
      Files.writeString(directory.resolve("stack.json"), torn);

      // When, Then
      assertThat(StackState.read(directory)).as(torn).isEmpty();
    }
  }

  @Test
  void shouldKnowItsProcessWhenPidAndStartTimeAgree() {
    // Given
    StackState state = state(new StackProcess(Part.BROKER, self.pid(), startedAt.plusMillis(900)));

    // When, Then
    assertThat(state.running(Part.BROKER)).contains(self);
    assertThat(state.running(Part.PLANNER)).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherProcessForItsOwnWhenOnlyThePidAgrees() {
    // Given
    StackState state = state(new StackProcess(Part.BROKER, self.pid(), startedAt.minusSeconds(60)));

    // When, Then
    assertThat(state.running(Part.BROKER)).isEmpty();
    assertThat(state.running()).isEmpty();
  }

  @Test
  void shouldLeaveAnotherProcessAloneWhenStoppingAndForgetIt() throws Exception {
    // Given
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      state(new StackProcess(Part.PLANNER, other.pid(), startedAt.minusSeconds(3_600)))
          .write(directory);
      LocalStack stack =
          new LocalStack(StackSettings.of(directory, directory, StackPorts.DEFAULT), line -> {});

      // When
      List<Part> stopped = stack.down();

      // Then
      assertThat(stopped).isEmpty();
      assertThat(other.isAlive()).isTrue();
      assertThat(StackState.read(directory)).isEmpty();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void shouldEndItsOwnProcessWhenStopping() throws Exception {
    // Given
    Process own = new ProcessBuilder("sleep", "600").start();
    state(new StackProcess(Part.PLANNER, own.pid(), own.info().startInstant().orElseThrow()))
        .write(directory);
    LocalStack stack =
        new LocalStack(StackSettings.of(directory, directory, StackPorts.DEFAULT), line -> {});

    // When
    List<Part> stopped = stack.down();

    // Then
    assertThat(stopped).containsExactly(Part.PLANNER);
    assertThat(own.isAlive()).isFalse();
  }

  private static StackState state(StackProcess process) {
    return new StackState(StackPorts.DEFAULT, Path.of("/data/artifacts"), List.of(process), null);
  }
}
