package io.loopline.core.simulation.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.NotReachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded histories, one for each stop reason, decided as they were. A difference means that audit
 * replay of loops that users have recorded differs too, so {@link LoopMachine#VERSION} goes up and
 * they are made anew: {@code mvn -pl loop-core test -Dtest=GoldenHistoriesTest
 * -Dloopline.golden=regenerate}. That keeps the events of each file and records a history only
 * where there is none, or where its events no longer lead to its stop reason.
 */
class GoldenHistoriesTest {
  private static final Path FILES = Path.of("src", "test", "resources", "golden");

  static Stream<StopReason> reasons() {
    return Arrays.stream(StopReason.values()).filter(NotReachable::canEndWith);
  }

  @BeforeAll
  static void regenerateWhenAsked() throws IOException {
    if (!"regenerate".equals(System.getProperty("loopline.golden"))) {
      return;
    }
    Map<StopReason, List<LoopEvent>> recorded = Recorder.record();
    for (StopReason reason : reasons().toList()) {
      List<LoopEvent> events = keptEvents(reason);
      if (events.isEmpty()) {
        events = recorded.getOrDefault(reason, List.of());
      }
      GoldenHistory.decided(reason, events).write(file(reason));
    }
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void shouldDecideAsRecorded(StopReason reason) throws IOException {
    // Given
    assertThat(file(reason)).as("there is no history that ends with %s", reason).exists();
    GoldenHistory golden = GoldenHistory.read(file(reason));

    // When
    List<LoopEvent> events = golden.events();
    GoldenHistory decided = GoldenHistory.decided(reason, events);

    // Then
    assertThat(GoldenHistory.ends(events)).isEqualTo(reason);
    assertThat(decided.steps()).containsExactlyElementsOf(golden.steps());
    assertThat(golden.machineVersion())
        .as("machine version of the history that ends with %s", reason)
        .isEqualTo(LoopMachine.VERSION);
  }

  private static List<LoopEvent> keptEvents(StopReason reason) throws IOException {
    if (!Files.exists(file(reason))) {
      return List.of();
    }
    try {
      List<LoopEvent> events = GoldenHistory.read(file(reason)).events();
      return GoldenHistory.ends(events) == reason ? events : List.of();
    } catch (IllegalArgumentException unreadable) {
      System.out.printf("%s is recorded anew: %s%n", file(reason), unreadable);
      return List.of();
    }
  }

  private static Path file(StopReason reason) {
    return FILES.resolve(reason + ".jsonl");
  }
}
