package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CheckRunnerTest {
  private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

  private final CheckRunner runner = new CheckRunner(1);

  @Test
  void shouldNotPassAndNameTheErrorWhenCheckThrows() throws Exception {
    // When
    CheckOutcome outcome =
        runner.run(
            check(() -> {
              throw new IllegalStateException("disk on fire");
            }),
            NONE,
            within(Duration.ofSeconds(10)));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).isEqualTo("error: IllegalStateException: disk on fire");
  }

  @Test
  void shouldInterruptTheCheckWhenItsTimeIsUp() throws Exception {
    // Given
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    WorkspaceCheck waiting =
        check(() -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
        });

    // When
    CheckOutcome outcome = runner.run(waiting, NONE, within(Duration.ofMillis(20)));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).isEqualTo("error: stopped after its time limit of 20 ms");
    assertThat(interrupted).isTrue();
  }

  @Test
  void shouldRunNoOtherCheckWhenOneIgnoresItsInterruptUntilItEnds() throws Exception {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    WorkspaceCheck stubborn = check(() -> awaitIgnoringInterrupts(release));
    CheckOutcome first = runner.run(stubborn, NONE, within(Duration.ofMillis(20)));
    AtomicBoolean secondRan = new AtomicBoolean();
    Thread second = Thread.startVirtualThread(() -> runQuietly(check(() -> secondRan.set(true))));

    // When
    boolean ranBeforeRelease = second.join(Duration.ofMillis(200)) || secondRan.get();
    release.countDown();
    second.join();

    // Then
    assertThat(first.passed()).isFalse();
    assertThat(ranBeforeRelease).isFalse();
    assertThat(secondRan).isTrue();
  }

  @Test
  void shouldStopTheCheckWhenItsCallerIsInterrupted() {
    // Given
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    WorkspaceCheck waiting =
        check(() -> {
          caller.interrupt();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });

    // When // Then
    assertThatThrownBy(() -> runner.run(waiting, NONE, within(Duration.ofSeconds(10))))
        .isInstanceOf(InterruptedException.class);
    assertThat(interrupted).isTrue();
  }

  private void runQuietly(WorkspaceCheck check) {
    try {
      runner.run(check, NONE, within(Duration.ofSeconds(10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CannotRun e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException ignored) {
        // stubborn on purpose
      }
    }
  }

  private static Judged within(Duration limit) {
    return new Judged(Path.of("."), new TreeMap<>(), Map.of(), Map.of(), limit);
  }

  private interface Body {
    void run() throws Exception;
  }

  private static WorkspaceCheck check(Body body) {
    return new WorkspaceCheck() {
      @Override
      public String kind() {
        return "test";
      }

      @Override
      public String version() {
        return "1";
      }

      @Override
      public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
        body.run();
        return CheckOutcome.pass("anything", "something");
      }
    };
  }
}
