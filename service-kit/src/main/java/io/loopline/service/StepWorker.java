package io.loopline.service;

import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests, has a {@link StepHandler} answer them, writes the answers. At least once: an
 * offset is committed after the answer is acknowledged, in order, however the requests finish. The
 * poll loop is a platform thread, handlers run on virtual threads up to a limit; beyond it nothing
 * is fetched. What cannot be read becomes a dead letter. Made by {@link ServiceContext#addWorker}.
 *
 * <p>Anything the poll thread cannot deal with goes to {@code onFatal}, and the worker ends.
 */
public final class StepWorker<Q, A> implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);
  private static final Duration PREPARE_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_MARGIN = Duration.ofSeconds(10);
  private static final String PREPARING = "registry";

  private final StepWiring<Q, A> wiring;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final WorkerLoop<Q, A> loop;
  private final ExecutorService handlers;
  private final WorkerConfig config;
  private final java.time.InstantSource clock;
  private final Obstacles obstacles;
  private final Consumer<Throwable> onFatal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread pollThread;
  private volatile boolean started;

  StepWorker(StepWiring<Q, A> wiring, WorkerParts parts, Consumer<Throwable> onFatal) {
    this.wiring = wiring;
    this.consumer = parts.consumer();
    this.config = parts.config();
    this.clock = parts.clock();
    this.handlers = parts.handlers();
    this.onFatal = onFatal;
    this.obstacles = new Obstacles();
    obstacles.raise(PREPARING, "not started");
    PatientCalls calls = new PatientCalls(obstacles, Thread::sleep);
    RecordSender sender = new RecordSender(parts.producer(), calls);
    DeadLetterWriter deadLetters =
        new DeadLetterWriter(parts.letters(), parts.letterEncoder(), sender, calls);
    this.loop =
        new WorkerLoop<>(
            wiring,
            new StepRun<>(wiring, calls, sender, deadLetters, handlers::isShutdown),
            new Assignment(consumer, obstacles),
            obstacles,
            new WorkerLoop.Pool(handlers, config.inFlight(), clock));
    this.pollThread =
        Thread.ofPlatform().name(wiring.name() + "-poll").daemon().unstarted(this::run);
  }

  /** Returns at once; a registry that is away is waited for, in the background, not ready. */
  @Override
  public void start() {
    started = true;
    pollThread.start();
  }

  /** Why it does not work just now; empty when it does. */
  public Optional<String> obstacle() {
    return obstacles.any();
  }

  /**
   * Begins nothing new, waits for running requests up to the configured time, commits, leaves. What
   * is still running then is interrupted and runs again elsewhere.
   */
  @Override
  public void close() {
    closing.countDown();
    if (!started) {
      consumer.close();
      handlers.close();
      return;
    }
    try {
      if (!pollThread.join(config.drain().plus(CLOSE_MARGIN))) {
        LOG.atWarn().addKeyValue("worker", wiring.name()).log("worker did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (prepare()) {
        loop.subscribe();
        while (closing.getCount() > 0) {
          loop.pass();
        }
        loop.drain(clock.instant().plus(config.drain()));
      }
    } catch (Throwable e) {
      obstacles.raise("fatal", "ended: " + e);
      onFatal.accept(e);
    } finally {
      handlers.shutdownNow();
      consumer.close();
    }
  }

  /** Whether to go on: false when closed meanwhile. A cold start waits for the registry. */
  private boolean prepare() throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        wiring.prepare().run();
        obstacles.clear(PREPARING);
        return true;
      } catch (RegistryUnreachable | UnknownSchemaId e) {
        obstacles.raise(PREPARING, String.valueOf(e.getMessage()));
        LOG.atWarn()
            .addKeyValue("worker", wiring.name())
            .addKeyValue("error", e.getMessage())
            .log("waiting for the schema registry");
      }
      if (closing.await(PREPARE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }
}
