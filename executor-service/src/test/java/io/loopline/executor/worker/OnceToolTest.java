package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.FailureKind;
import io.loopline.event.ObservationView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The outbox, and what the handler does with any tool that must not run twice. */
class OnceToolTest extends ActionFixture {
  private static final String ARGUMENTS = "{\"file\":\"mail\",\"line\":\"hello\"}";

  private final Deque<Boolean> words = new ArrayDeque<>();
  private final CountDownLatch waiting = new CountDownLatch(1);

  @Override
  boolean claim(ActionRequest request) throws InterruptedException {
    if (words.isEmpty()) {
      waiting.countDown();
      new CountDownLatch(1).await(); // until the interrupt
    }
    return words.removeFirst();
  }

  private static ActionRequest append() {
    return Requests.of("outbox", ARGUMENTS);
  }

  private static ActionRequest question() {
    ActionRequest question = append();
    question.setReconcile(true);
    return question;
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(outbox().resolve("mail"));
  }

  @Test
  void shouldAppendOneLineWithItsKeyWhenTheClaimIsGranted() throws IOException {
    // Given
    words.add(true);

    // When
    ObservationView view = answer(append()).getView();

    // Then
    assertThat(view.getOk()).isTrue();
    assertThat(lines()).containsExactly("{\"key\":\"key\",\"line\":\"hello\"}");
  }

  @Test
  void shouldNeitherRunNorAnswerWhenTheClaimIsRefused() throws InterruptedException {
    // Given
    words.add(false);

    // When
    Object answer = handler.answer(append());

    // Then
    assertThat(answer).isNull();
    assertThat(outbox()).doesNotExist();
  }

  @Test
  void shouldNotClaimWhenTheArgumentsAreWrong() {
    ObservationView view =
        answer(Requests.of("outbox", "{\"file\":\"../x\",\"line\":\"a\"}")).getView();

    assertFailed(view, FailureKind.TOOL_FAILED, "arguments");
  }

  @Test
  void shouldSayUnknownEffectWhenTheStartedToolBreaks() throws IOException {
    // Given
    words.add(true);
    Files.createDirectories(outbox().resolve("mail")); // a directory where the file should be

    // When
    ObservationView view = answer(append()).getView();

    // Then
    assertFailed(view, FailureKind.UNKNOWN_EFFECT, "started and then failed");
  }

  @Test
  void shouldFindTheLineWhenAskedWhetherItTookEffect() throws IOException {
    // Given
    words.add(true);
    answer(append());

    // When
    ObservationView view = answer(question()).getView();

    // Then
    assertThat(view.getOk()).isTrue();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void shouldSayThatItDidNotWhenTheFileHasOnlyTheTornBeginningOfTheLine() throws IOException {
    // Given a crash in the middle of the append
    Path file = Files.createDirectories(outbox()).resolve("mail");
    Files.writeString(file, "{\"key\":\"other\",\"line\":\"x\"}\n{\"key\":\"key\",\"li");

    // When
    ObservationView asked = answer(question()).getView();
    words.add(true);
    answer(append());

    // Then
    assertFailed(asked, FailureKind.TOOL_FAILED, "did not take effect");
    assertThat(lines()).hasSize(3).last().isEqualTo("{\"key\":\"key\",\"line\":\"hello\"}");
    assertThat(answer(question()).getView().getOk()).isTrue();
  }

  @Test
  void shouldSayUnknownWhenTheToolCannotTell() {
    ActionRequest question = Requests.of("noop", "{}");
    question.setReconcile(true);

    assertFailed(answer(question).getView(), FailureKind.UNKNOWN_EFFECT, "cannot tell");
  }

  @Test
  void shouldStopWithoutAnAnswerWhenTheRequestIsCancelled() throws Exception {
    // Given
    AtomicReference<@Nullable Object> answer = new AtomicReference<>("none yet");
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answer.set(handler.answer(append()));
              } catch (InterruptedException e) {
                answer.set(e);
              }
            });
    waiting.await();

    // When
    running.cancel(append().getRequest().getRequestId());
    runner.join();

    // Then
    assertThat(answer.get()).isNull();
    assertThat(outbox()).doesNotExist();
  }

  @Test
  void shouldNotBeginWhenTheRequestWasCancelledBefore() throws InterruptedException {
    // Given
    running.cancel(append().getRequest().getRequestId());
    words.add(true);

    // Then
    assertThat(handler.answer(append())).isNull();
    assertThat(words).hasSize(1);
  }
}
