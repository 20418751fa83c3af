package io.loopline.service;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of a service in order and closes them in reverse, once, whatever ends it: a
 * signal, or a part that cannot go on. Safe for all threads.
 *
 * <pre>
 *   NEW ── start ──▶ RUNNING ── stop or signal ──▶ closed, exit code of the signal
 *                       └────── fail ────────────▶ closed, exit code 70
 * </pre>
 */
public final class ServiceLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);

  /** Exit code after {@link #fail}: an internal error; a supervisor starts the service again. */
  public static final int FAILED = 70;

  private final String service;
  private final IntConsumer exit;
  private final List<Part> parts = new ArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private record Part(String name, AutoCloseable closeable) {}

  /** Ends this JVM when a part fails. */
  public ServiceLifecycle(String service) {
    this(service, System::exit);
  }

  ServiceLifecycle(String service, IntConsumer exit) {
    this.service = requireNonNull(service, "service is null");
    this.exit = requireNonNull(exit, "exit is null");
  }

  /**
   * Takes over the part: it is started if it is {@link Startable}, and closed before everything
   * that was added earlier.
   *
   * @return the part
   */
  public synchronized <T extends AutoCloseable> T manage(String name, T part) {
    parts.add(new Part(name, part));
    return part;
  }

  /** Starts all parts; when one throws, the caller calls {@link #stop} or {@link #fail}. */
  public void start() {
    for (Part part : snapshot()) {
      if (part.closeable() instanceof Startable startable) {
        startable.start();
      }
    }
    LOG.atInfo()
        .addKeyValue("service", service)
        .addKeyValue("version", Producers.version())
        .log("service started");
  }

  /** Something cannot go on: logs it once and ends the process with {@link #FAILED}. */
  public void fail(Throwable cause) {
    if (!failed.compareAndSet(false, true)) {
      return;
    }
    LOG.atError().setCause(cause).addKeyValue("service", service).log("service failed");
    // The exit waits for the caller's own part to close, so it must not run on the caller's thread.
    Thread.ofPlatform().name("exit").start(() -> exit.accept(FAILED));
  }

  /** Whether a part has failed. */
  public boolean hasFailed() {
    return failed.get();
  }

  /** Closes all parts, last one first; returns when they are closed, also for a second caller. */
  public void stop() {
    if (stopping.compareAndSet(false, true)) {
      snapshot().reversed().forEach(ServiceLifecycle::close);
      LOG.atInfo().addKeyValue("service", service).log("service stopped");
      stopped.countDown();
    }
    awaitStop();
  }

  /** Blocks until the parts are closed. */
  public void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Part> snapshot() {
    return List.copyOf(parts);
  }

  private static void close(Part part) {
    try {
      part.closeable().close();
    } catch (Exception e) {
      LOG.atWarn().setCause(e).addKeyValue("part", part.name()).log("part did not close");
    }
  }
}
