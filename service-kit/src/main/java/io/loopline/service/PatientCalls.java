package io.loopline.service;

import io.loopline.serde.RegistryUnreachable;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that wait out faults which pass (no broker, no registry), however long that takes, with the
 * worker not ready meanwhile. Blocks; safe for all threads.
 */
final class PatientCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PatientCalls.class);
  static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final Obstacles obstacles;
  private final Pause pause;

  /** Waits a while; throws when the thread is interrupted. */
  @FunctionalInterface
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  /** One try. */
  @FunctionalInterface
  interface Attempt<T> {
    T call() throws InterruptedException;
  }

  PatientCalls(Obstacles obstacles, Pause pause) {
    this.obstacles = obstacles;
    this.pause = pause;
  }

  /**
   * The value of the first try that succeeds.
   *
   * @param who names the waiting in logs and readiness
   * @throws RuntimeException what does not pass by waiting, as the attempt threw it
   * @throws InterruptedException when the worker gives up
   */
  <T> T call(String who, Attempt<T> attempt) throws InterruptedException {
    try {
      while (true) {
        try {
          return attempt.call();
        } catch (InterruptException e) {
          throw interrupted(e);
        } catch (RetriableException | RegistryUnreachable e) {
          warnOnce(who, e);
        }
        pause.pause(RETRY_PAUSE);
      }
    } finally {
      obstacles.clear(who);
    }
  }

  private void warnOnce(String who, RuntimeException failure) {
    if (obstacles.raise(who, who + " is waiting: " + failure.getMessage())) {
      LOG.atWarn()
          .addKeyValue("record", who)
          .addKeyValue("error", failure.toString())
          .log("not possible now, retrying");
    }
  }

  private static InterruptedException interrupted(InterruptException cause) {
    InterruptedException interrupted = new InterruptedException("interrupted in a Kafka client");
    interrupted.initCause(cause);
    return interrupted;
  }
}
