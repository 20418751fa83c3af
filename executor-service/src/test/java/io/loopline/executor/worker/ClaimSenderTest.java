package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionClaim;
import io.loopline.event.ActionRequest;
import io.loopline.event.DecisionRef;
import io.loopline.event.SignalKind;
import io.loopline.event.WorkerSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimSenderTest {
  private static final Duration REPEAT = Duration.ofMillis(1);
  private static final ActionRequest REQUEST = Requests.of("outbox", "{}");

  private final List<ActionClaim> sent = new ArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Requests.NOW);
  private final AtomicInteger nonces = new AtomicInteger();
  private final List<Reply> replies = new ArrayList<>();
  private final ClaimSender claims =
      new ClaimSender(
          this::send,
          ActionFixture.PRODUCER,
          now::get,
          REPEAT,
          () -> Integer.toString(nonces.incrementAndGet()));

  /** What the controller says to one claim. */
  private interface Reply {
    @Nullable WorkerSignal to(ActionClaim claim);
  }

  private void send(ActionClaim claim) {
    sent.add(claim);
    WorkerSignal signal = replies.removeFirst().to(claim);
    if (signal != null) {
      claims.onSignal(signal);
    }
  }

  private static WorkerSignal signal(SignalKind kind, ActionClaim claim, String claimant) {
    return new WorkerSignal(
        "s",
        claim.getLoopId(),
        Requests.NOW,
        ActionFixture.PRODUCER,
        new DecisionRef("loop-1/3", 0, 1),
        kind,
        claim.getRequest().getRequestId(),
        claimant);
  }

  private static Reply word(SignalKind kind) {
    return claim -> signal(kind, claim, claim.getInstance());
  }

  @Test
  void shouldStartWhenGranted() throws InterruptedException {
    replies.add(word(SignalKind.GRANT));

    assertThat(claims.granted(REQUEST)).isTrue();
    assertThat(sent.getFirst().getRequest()).isEqualTo(REQUEST.getRequest());
  }

  @Test
  void shouldNotStartWhenRefused() throws InterruptedException {
    replies.add(word(SignalKind.REFUSE));

    assertThat(claims.granted(REQUEST)).isFalse();
  }

  @Test
  void shouldClaimUnderAnotherNameEachTime() throws InterruptedException {
    // Given
    replies.add(word(SignalKind.REFUSE));
    replies.add(word(SignalKind.REFUSE));

    // When
    claims.granted(REQUEST);
    claims.granted(REQUEST);

    // Then
    assertThat(sent)
        .extracting(ActionClaim::getInstance)
        .containsExactly("executor-1/1", "executor-1/2");
  }

  @Test
  void shouldRepeatTheSameClaimWhenThereIsNoWord() throws InterruptedException {
    // Given a lost signal, then one for somebody else
    replies.add(claim -> null);
    replies.add(claim -> signal(SignalKind.GRANT, claim, "executor-2/1"));
    replies.add(word(SignalKind.GRANT));

    // When
    boolean granted = claims.granted(REQUEST);

    // Then
    assertThat(granted).isTrue();
    assertThat(sent).hasSize(3).extracting(ActionClaim::getInstance).containsOnly("executor-1/1");
  }

  @Test
  void shouldNotStartWhenTheGrantComesAfterTheDeadline() throws InterruptedException {
    replies.add(claim -> {
      now.set(REQUEST.getExpiresAt());
      return signal(SignalKind.GRANT, claim, claim.getInstance());
    });

    assertThat(claims.granted(REQUEST)).isFalse();
  }

  @Test
  void shouldGiveUpWhenTheRequestExpires() throws InterruptedException {
    replies.add(claim -> {
      now.set(REQUEST.getExpiresAt());
      return null;
    });

    assertThat(claims.granted(REQUEST)).isFalse();
  }
}
