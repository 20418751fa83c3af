package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A whole Loopline on this machine: one KRaft broker, or another one that is there already, one
 * registry, the three services, each its own process on loopback, with data, logs and pids under
 * one directory. A broker that is not the stack's own is used and left alone. What runs is written
 * down there, so another instance, in another process, can go on with it. Only processes written
 * down there are ever signalled. Not thread-safe.
 */
public final class LocalStack {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  // It is there already; a busy machine may need several questions all the same.
  private static final Duration EXTERNAL_BROKER_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration SERVICE_STOP_TIMEOUT = Duration.ofSeconds(30);

  private final StackSettings settings;
  private final Consumer<String> progress;

  /** {@code progress} gets one line per step, for people. */
  public LocalStack(StackSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Starts whatever of the stack does not run and returns when every part is ready. Parts that run
   * are left alone, so doing it twice is harmless, and what a crash left is brought back. When a
   * part cannot start, what this call started is stopped again.
   *
   * @return the parts this call started
   * @throws CliFailure naming a taken port, a missing build, or the log of a part that did not
   *     start
   */
  public List<Part> up() throws InterruptedException {
    return up(settings.parts());
  }

  /** The same for some parts only; broker and registry have to be among them or run already. */
  public List<Part> up(List<Part> wanted) throws InterruptedException {
    try (StackLock _ = StackLock.take(settings.directory())) {
      List<Part> missing =
          settings.parts().stream()
              .filter(wanted::contains)
              .filter(part -> !isRunning(part))
              .toList();
      if (missing.isEmpty()) {
        return missing;
      }
      PortCheck.requireFree(settings.ports(), missing);
      claimBroker();
      StartGuard guard = new StartGuard(() -> stopAfterFailure(missing));
      try (guard) {
        startAll(missing, guard);
        guard.completed();
        return missing;
      }
    }
  }

  /**
   * Stops every recorded process that still runs, services first; data and logs stay. Returns what
   * was stopped.
   */
  public List<Part> down() throws InterruptedException {
    return down(List.of(Part.values()));
  }

  /** The same for some parts only. */
  public List<Part> down(List<Part> parts) throws InterruptedException {
    try (StackLock _ = StackLock.take(settings.directory())) {
      List<Part> running = parts.stream().filter(this::isRunning).toList();
      stopParts(running);
      forgetWhenNothingRuns();
      return running;
    }
  }

  /**
   * Starts one part and returns when it is ready. Broker and registry have to be there before a
   * service.
   */
  public void startService(Part part) throws InterruptedException {
    launch(part);
    try (Readiness readiness = readiness()) {
      awaitReady(readiness, part);
    }
  }

  /** Starts one part without waiting for it. */
  public void launch(Part part) {
    if (isRunning(part)) {
      throw new IllegalStateException(part.id() + " runs already");
    }
    if (!settings.parts().contains(part)) {
      throw new IllegalStateException(part.id() + " is not a process of this stack");
    }
    PortCheck.requireFree(settings.ports(), List.of(part));
    processes().start(part);
  }

  /** Waits until every part in the list is ready. */
  public void awaitReady(List<Part> parts) throws InterruptedException {
    try (Readiness readiness = readiness()) {
      for (Part part : parts) {
        awaitReady(readiness, part);
      }
    }
  }

  /**
   * Kills one part as {@code kill -9} does and returns when it is gone; does nothing when it does
   * not run.
   */
  public void killService(Part part) throws InterruptedException {
    processes().kill(part);
  }

  /** Asks one part to end and returns when it has; kills it when it takes too long. */
  public void stopService(Part part) throws InterruptedException {
    stopParts(List.of(part));
  }

  /** Whether the part's recorded process lives. */
  public boolean isRunning(Part part) {
    return state().running(part).isPresent();
  }

  /** Whether the part lives, as far as it is a process of this stack, and answers as ready. */
  public boolean isReady(Part part) throws InterruptedException {
    try (Readiness readiness = readiness()) {
      return isThere(part) && readiness.isReady(part);
    }
  }

  /** What is written down about this stack; without processes when there is nothing yet. */
  public StackState state() {
    return processes().state();
  }

  /** The broker's address, as in {@code bootstrap.servers}. */
  public String bootstrap() {
    return settings.bootstrap();
  }

  /** The registry's Confluent-compatible API. */
  public String registry() {
    return settings.ports().registryUrl();
  }

  /** Where artifacts are kept. */
  public Path artifacts() {
    return settings.artifacts();
  }

  /** What a part has written to standard output and standard error. */
  public Path log(Part part) {
    return settings.log(part);
  }

  private boolean isThere(Part part) {
    return isRunning(part) || !settings.parts().contains(part);
  }

  private Readiness readiness() {
    return new Readiness(settings.ports(), settings.bootstrap());
  }

  // Before anything starts: nothing of this stack may meet the data of another cluster.
  private void claimBroker() throws InterruptedException {
    DataOwner owner = new DataOwner(settings.data());
    if (settings.externalBootstrap() == null) {
      owner.require(DataOwner.OWN_BROKER, bootstrap());
      owner.record(DataOwner.OWN_BROKER);
      return;
    }
    awaitExternalBroker();
    try (Admin admin = admin()) {
      new ExternalBroker(admin, bootstrap()).claim(owner);
    }
  }

  private void awaitExternalBroker() throws InterruptedException {
    long deadline = System.nanoTime() + EXTERNAL_BROKER_TIMEOUT.toNanos();
    while (!isReady(Part.BROKER)) {
      if (System.nanoTime() - deadline > 0) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "no Kafka broker answers at %s; start it, or leave --bootstrap out for the stack's own broker"
                .formatted(bootstrap()));
      }
      Thread.sleep(50);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
  }

  private void stopAfterFailure(List<Part> parts) {
    try {
      stopParts(parts);
      forgetWhenNothingRuns();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void startAll(List<Part> missing, StartGuard guard) throws InterruptedException {
    long started = System.nanoTime();
    try (Readiness readiness = readiness()) {
      List<Part> base = missing.stream().filter(part -> !part.isService()).toList();
      List<Part> services = missing.stream().filter(Part::isService).toList();
      start(base, guard);
      awaitReady(readiness, Part.BROKER);
      provisionTopics();
      awaitReady(readiness, Part.REGISTRY);
      new SchemaProvisioning(SchemaRegistry.connect(registry())).apply();
      start(services, guard);
      for (Part part : services) {
        awaitReady(readiness, part);
      }
    }
    progress.accept("ready after %.1f s".formatted((System.nanoTime() - started) / 1e9));
  }

  private void start(List<Part> parts, StartGuard guard) {
    if (!parts.isEmpty()) {
      progress.accept("starting " + String.join(", ", parts.stream().map(Part::id).toList()));
      parts.forEach(part -> guard.unlessAbandoned(() -> processes().start(part)));
    }
  }

  private void provisionTopics() throws InterruptedException {
    try (Admin admin = admin()) {
      new TopicProvisioning(admin).apply(settings.partitions());
    }
  }

  private void awaitReady(Readiness readiness, Part part) throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!readiness.isReady(part)) {
      if (!isThere(part)) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "the %s ended while starting; see %s".formatted(part.id(), settings.log(part)));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "the %s was not ready after %d s; see %s"
                .formatted(part.id(), START_TIMEOUT.toSeconds(), settings.log(part)));
      }
      Thread.sleep(50);
    }
  }

  private void forgetWhenNothingRuns() {
    if (state().running().isEmpty()) {
      StackState.delete(settings.directory());
    }
  }

  private void stopParts(List<Part> parts) throws InterruptedException {
    List<Part> services = new ArrayList<>(parts);
    services.removeIf(part -> !part.isService());
    List<Part> base = new ArrayList<>(parts);
    base.removeIf(Part::isService);
    // Services close their transactions and commit their offsets at the broker, so it goes last.
    processes().stop(services, SERVICE_STOP_TIMEOUT);
    processes().stop(base, SERVICE_STOP_TIMEOUT);
  }

  private StackProcesses processes() {
    return new StackProcesses(settings);
  }
}
