package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.loopctl.CliFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartGuardTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void shouldUndoOnceAndStartNothingMoreWhenTheStartDoesNotComplete() {
    // Given
    StartGuard guard = new StartGuard(() -> done.add("undo"));
    guard.unlessAbandoned(() -> done.add("first"));

    // When
    guard.close();
    guard.close();

    // Then
    assertThat(done).containsExactly("first", "undo");
    assertThatThrownBy(() -> guard.unlessAbandoned(() -> done.add("second")))
        .isInstanceOf(CliFailure.class);
    assertThat(done).containsExactly("first", "undo");
  }

  @Test
  void shouldUndoNothingWhenTheStartCompleted() {
    // Given
    StartGuard guard = new StartGuard(() -> done.add("undo"));
    guard.unlessAbandoned(() -> done.add("first"));
    guard.completed();

    // When
    guard.close();

    // Then
    assertThat(done).containsExactly("first");
  }
}
