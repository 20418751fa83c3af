package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceLifecycleTest {
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final ServiceLifecycle lifecycle =
      new ServiceLifecycle("test-service", exitCode::complete);

  @Test
  void shouldStartInOrderAndCloseInReverse() {
    // Given
    lifecycle.manage("a", part("a"));
    lifecycle.manage("b", () -> events.add("close b"));
    lifecycle.manage("c", part("c"));

    // When
    lifecycle.start();
    lifecycle.stop();
    lifecycle.stop();

    // Then
    assertThat(events).containsExactly("start a", "start c", "close c", "close b", "close a");
  }

  @Test
  void shouldCloseTheOthersWhenOneDoesNotClose() {
    // Given
    lifecycle.manage("a", part("a"));
    lifecycle.manage(
        "b",
        () -> {
          throw new IllegalStateException("cannot close");
        });

    // When
    lifecycle.stop();

    // Then
    assertThat(events).containsExactly("close a");
  }

  @Test
  void shouldEndTheProcessWithNonZeroCodeWhenAPartFails() throws Exception {
    // When
    lifecycle.fail(new IllegalStateException("first"));
    lifecycle.fail(new IllegalStateException("second"));

    // Then
    assertThat(exitCode.get(10, TimeUnit.SECONDS)).isEqualTo(70);
    assertThat(lifecycle.hasFailed()).isTrue();
  }

  @Test
  void shouldNotStartFurtherPartsWhenOneDoesNotStart() {
    // Given
    lifecycle.manage(
        "a",
        new Startable() {
          @Override
          public void start() {
            throw new IllegalStateException("cannot start");
          }

          @Override
          public void close() {
            events.add("close a");
          }
        });
    lifecycle.manage("b", part("b"));

    // Then
    assertThatThrownBy(lifecycle::start).hasMessage("cannot start");
    lifecycle.stop();
    assertThat(events).containsExactly("close b", "close a");
  }

  private Startable part(String name) {
    return new Startable() {
      @Override
      public void start() {
        events.add("start " + name);
      }

      @Override
      public void close() {
        events.add("close " + name);
      }
    };
  }
}
