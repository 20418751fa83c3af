package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ActionClaim;
import io.loopline.event.ActionRequest;
import io.loopline.event.SignalKind;
import io.loopline.event.WorkerSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends claims and waits for their signals. Every start of a tool claims under a name of its own,
 * so that a request that is delivered twice, to two processes or to the same one again, is granted
 * once. A claim is repeated while there is no word: the controller answers the same claim alike.
 * Thread-safe.
 */
final class ClaimSender implements Claims {
  private final Consumer<ActionClaim> sender;
  private final io.loopline.event.Producer producer;
  private final InstantSource clock;
  private final Duration repeat;
  private final Supplier<String> nonces;
  private final Map<String, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();

  /**
   * @param sender hands a claim to the brokers; a fault that may pass is left to the repetition
   * @param repeat how long to wait for a word before the claim is sent again
   */
  ClaimSender(
      Consumer<ActionClaim> sender,
      io.loopline.event.Producer producer,
      InstantSource clock,
      Duration repeat) {
    this(sender, producer, clock, repeat, () -> UUID.randomUUID().toString());
  }

  ClaimSender(
      Consumer<ActionClaim> sender,
      io.loopline.event.Producer producer,
      InstantSource clock,
      Duration repeat,
      Supplier<String> nonces) {
    this.sender = requireNonNull(sender, "sender is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.repeat = requireNonNull(repeat, "repeat is null");
    this.nonces = requireNonNull(nonces, "nonces is null");
  }

  @Override
  public boolean granted(ActionRequest request) throws InterruptedException {
    String claimant = producer.getInstance() + "/" + nonces.get();
    CompletableFuture<Boolean> word = new CompletableFuture<>();
    open.put(claimant, word);
    try {
      while (true) {
        long left = Duration.between(clock.instant(), request.getExpiresAt()).toMillis();
        if (left <= 0) {
          return false;
        }
        sender.accept(claim(request, claimant));
        try {
          // a grant that came too late must not start anything either
          return word.get(Math.min(left, repeat.toMillis()), TimeUnit.MILLISECONDS)
              && clock.instant().isBefore(request.getExpiresAt());
        } catch (TimeoutException silent) {
          // asked again
        } catch (ExecutionException impossible) {
          throw new IllegalStateException("bug: a claim's word failed", impossible);
        }
      }
    } finally {
      open.remove(claimant);
    }
  }

  /** Takes in a signal; one that is for nobody here is ignored. */
  void onSignal(WorkerSignal signal) {
    String claimant = signal.getInstance();
    CompletableFuture<Boolean> word = claimant == null ? null : open.get(claimant);
    if (word != null && signal.getKind() == SignalKind.GRANT) {
      word.complete(true);
    } else if (word != null && signal.getKind() == SignalKind.REFUSE) {
      word.complete(false);
    }
  }

  private ActionClaim claim(ActionRequest request, String claimant) {
    return new ActionClaim(
        request.getRequest().getRequestId() + "/claim/" + claimant,
        request.getLoopId(),
        clock.instant(),
        producer,
        request.getRequest(),
        claimant);
  }
}
