package io.loopline.planner.controller;

import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.service.ServiceContext;
import io.loopline.service.Startable;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running controller. It starts when the registry has answered once; while the registry cannot
 * be reached it waits, not ready. Safe for all threads.
 */
public final class ControllerStreams implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerStreams.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final ServiceContext service;
  private final KafkaStreams streams;
  private final Consumer<Throwable> fatal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> waitingFor =
      new AtomicReference<>("the controller has not started");

  /**
   * @param models what goals' models cost and take
   * @param fatal told when the controller cannot go on; ends the process
   */
  public ControllerStreams(
      ServiceContext service,
      ControllerConfig config,
      ModelCatalogue models,
      Consumer<Throwable> fatal) {
    this.service = service;
    this.fatal = fatal;
    Rounds rounds = new Rounds(config.commitWhenQuiet());
    ControllerEdge edge =
        new ControllerEdge(
            service.codec(), service.identity(), rounds, models, config.concurrency());
    this.streams =
        new KafkaStreams(
            ControllerTopology.build(edge),
            ControllerProperties.of(service.config(), config),
            new ControllerClients(rounds));
    streams.setUncaughtExceptionHandler(this::onFailure);
  }

  @Override
  public void start() {
    Thread.ofPlatform().name("controller-start").daemon().start(this::preloadAndStart);
  }

  /** Why the controller does not decide just now; empty when it does. */
  public Optional<String> obstacle() {
    String waiting = waitingFor.get();
    if (waiting != null) {
      return Optional.of(waiting);
    }
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? Optional.empty()
        : Optional.of("the controller is " + state);
  }

  private void preloadAndStart() {
    try {
      while (!preload()) {
        if (closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      streams.start();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unable) {
      fatal.accept(unable);
    }
  }

  private boolean preload() {
    try {
      service.codec().preload(LoopTopics.all());
      waitingFor.set(null);
      return true;
    } catch (RegistryUnreachable unreachable) {
      String why = "waiting for the schema registry: " + unreachable.getMessage();
      if (!why.equals(waitingFor.getAndSet(why))) {
        LOG.atWarn().addKeyValue("error", unreachable.getMessage()).log("registry unreachable");
      }
      return false;
    }
  }

  /** An unreachable registry passes; then the record is read again and nothing is skipped. */
  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (isUnreachable(failure)) {
      LOG.atWarn().addKeyValue("error", failure.getMessage()).log("registry unreachable, retrying");
      try {
        if (closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    fatal.accept(failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isUnreachable(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RegistryUnreachable) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    closing.countDown();
    streams.close(CLOSE_TIMEOUT);
  }
}
