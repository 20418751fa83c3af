package io.loopline.service;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The poll thread's part of a worker: fetch, begin what may begin, commit what is finished. All
 * methods are for that one thread; handlers report back over a queue.
 */
final class WorkerLoop<Q, A> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final Duration BUSY_POLL = Duration.ofMillis(50);
  private static final Duration BLOCKED_WAIT = Duration.ofMillis(100);
  private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

  /** A request that took its worker down this often is answered, not tried again. */
  static final int MAX_DEATHS = 2;

  private final StepWiring<Q, A> wiring;
  private final RequestReader<Q> reader;
  private final StepRun<Q, A> run;
  private final Assignment assignment;
  private final Obstacles obstacles;
  private final Executor executor;
  private final InstantSource clock;
  private final int limit;
  private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();

  private int inFlight;
  private int rejecting;
  private boolean draining;

  /** Work on a record that may throw InterruptedException when the worker gives up. */
  @FunctionalInterface
  private interface Work {
    void run(Delivery delivery) throws InterruptedException;
  }

  WorkerLoop(
      StepWiring<Q, A> wiring,
      StepRun<Q, A> run,
      Assignment assignment,
      Obstacles obstacles,
      Pool pool) {
    this.wiring = wiring;
    this.reader = new RequestReader<>(wiring.decoder(), wiring.contract());
    this.run = run;
    this.assignment = assignment;
    this.obstacles = obstacles;
    this.executor = pool.executor();
    this.clock = pool.clock();
    this.limit = pool.limit();
  }

  /**
   * Where handlers run.
   *
   * @param limit most of them at the same time
   * @param clock tells which requests have expired
   */
  record Pool(Executor executor, int limit, InstantSource clock) {}

  void subscribe() {
    assignment.subscribe(wiring.requestTopic(), () -> settle(Duration.ZERO));
  }

  /** One round; returns after at most some hundred milliseconds. */
  void pass() {
    boolean blocked = isBlocked();
    assignment.fetch(blocked ? Duration.ZERO : inFlight > 0 ? BUSY_POLL : IDLE_POLL);
    settle(blocked ? BLOCKED_WAIT : Duration.ZERO);
    List<Runnable> begun = begin(clock.instant());
    // Committed first: should one of them take the process down, its successor can tell.
    assignment.commit();
    begun.forEach(executor::execute);
    assignment.throttle(draining);
  }

  /** Lets running work finish until the instant, begins nothing new, then hands the rest back. */
  void drain(Instant deadline) {
    draining = true;
    while (inFlight > 0 && clock.instant().isBefore(deadline)) {
      assignment.throttle(true);
      assignment.fetch(Duration.ZERO);
      settle(BLOCKED_WAIT);
      assignment.commit();
    }
    assignment.handBack();
  }

  int inFlight() {
    return inFlight;
  }

  /** A dead letter on its way blocks too: nothing passes a record that is not safely set aside. */
  private boolean isBlocked() {
    return draining || rejecting > 0 || inFlight >= limit;
  }

  /** One record per partition and turn, so that a long queue does not starve the others. */
  private List<Runnable> begin(Instant now) {
    List<Runnable> begun = new ArrayList<>();
    boolean any = true;
    while (any) {
      any = false;
      for (PartitionProgress progress : assignment.restored()) {
        any |= !isBlocked() && progress.isDue(now) && beginNext(progress, now, begun);
      }
    }
    return begun;
  }

  private boolean beginNext(PartitionProgress progress, Instant now, List<Runnable> begun) {
    ConsumerRecord<byte[], byte[]> record = progress.next();
    Delivery delivery = new Delivery(progress, record);
    switch (reader.read(record)) {
      case Reading.Undecided<Q>(String message) -> {
        progress.retryNotBefore(now.plus(REGISTRY_PAUSE));
        wait(delivery, message);
        return false;
      }
      case Reading.Rejected<Q> rejected -> {
        rejecting++;
        begun.add(task(delivery, it -> run.reject(it, rejected), true));
      }
      case Reading.Understood<Q>(Q request) -> beginRequest(delivery, request, now, begun);
    }
    obstacles.clear(delivery.coordinates());
    return true;
  }

  private void beginRequest(Delivery delivery, Q request, Instant now, List<Runnable> begun) {
    if (!now.isBefore(wiring.contract().expiresAt().apply(request))) {
      delivery.begin();
      delivery.complete();
      log(Level.INFO, delivery, request, "expired request skipped");
    } else if (delivery.deaths() >= MAX_DEATHS) {
      log(Level.WARN, delivery, request, "request that took its worker down is not tried again");
      Failure failure = StepRun.failure(FailureKind.TERMINAL, diedOn(delivery));
      begun.add(task(delivery, it -> run.fail(it, request, failure), false));
    } else {
      begun.add(task(delivery, it -> run.answer(it, request), false));
    }
  }

  private Runnable task(Delivery delivery, Work work, boolean rejection) {
    delivery.begin();
    inFlight++;
    return () -> completions.add(outcome(delivery, work, rejection));
  }

  private static Completion outcome(Delivery delivery, Work work, boolean rejection) {
    try {
      work.run(delivery);
      return new Completion.Finished(delivery, rejection);
    } catch (InterruptedException e) {
      return new Completion.Abandoned(delivery, rejection);
    } catch (Throwable e) {
      return new Completion.Broken(delivery, rejection, e);
    }
  }

  /** Takes in what handlers reported; waits this long for a first report. */
  private void settle(Duration wait) {
    try {
      Completion completion = completions.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      while (completion != null) {
        settle(completion);
        completion = completions.poll();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Bug: the poll thread was interrupted", e);
    }
  }

  private void settle(Completion completion) {
    inFlight--;
    rejecting -= completion.rejection() ? 1 : 0;
    switch (completion) {
      case Completion.Finished(Delivery delivery, _) -> delivery.complete();
      case Completion.Abandoned _ -> {} // left open: it runs again elsewhere
      case Completion.Broken(Delivery delivery, _, Throwable cause) ->
          throw new IllegalStateException("cannot finish " + delivery.coordinates(), cause);
    }
  }

  private void wait(Delivery delivery, String message) {
    if (obstacles.raise(delivery.coordinates(), message)) {
      LOG.atWarn()
          .addKeyValue("topic", delivery.record().topic())
          .addKeyValue("partition", delivery.record().partition())
          .addKeyValue("offset", delivery.record().offset())
          .addKeyValue("error", message)
          .log("schema registry does not answer, the partition waits");
    }
  }

  private void log(Level level, Delivery delivery, Q request, String event) {
    LOG.atLevel(level)
        .addKeyValue("loopId", wiring.contract().loopId().apply(request))
        .addKeyValue("requestId", wiring.contract().requestRef().apply(request).getRequestId())
        .addKeyValue("partition", delivery.record().partition())
        .addKeyValue("offset", delivery.record().offset())
        .log(event);
  }

  private String diedOn(Delivery delivery) {
    return "The %s worker began this request %d times and its process ended each time before there was an answer; it is not tried again. Its log around those times, or the system's, may say why (memory, native code, kill)."
        .formatted(wiring.name(), delivery.deaths());
  }
}
