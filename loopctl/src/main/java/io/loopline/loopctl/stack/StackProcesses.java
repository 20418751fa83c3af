package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and ends the stack's processes and writes each down before anything else happens. */
final class StackProcesses {
  private final StackSettings settings;

  StackProcesses(StackSettings settings) {
    this.settings = settings;
  }

  StackState state() {
    return StackState.read(settings.directory())
        .orElseGet(() -> new StackState(settings.ports(), settings.artifacts(), List.of()));
  }

  void start(Part part) {
    List<String> command = new JvmCommands(settings).of(part);
    File log = settings.log(part).toFile();
    try {
      Files.createDirectories(settings.log(part).getParent());
      Files.createDirectories(settings.data(part));
      Files.createDirectories(settings.artifacts());
      Process process =
          new ProcessBuilder(command)
              .directory(settings.directory().toFile())
              .redirectInput(Redirect.from(nothing()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log))
              .start();
      Instant startedAt = process.info().startInstant().orElseGet(Instant::now);
      state().with(new StackProcess(part, process.pid(), startedAt)).write(settings.directory());
    } catch (IOException failure) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "cannot start the %s: %s".formatted(part.id(), failure.getMessage()),
          failure);
    }
  }

  void kill(Part part) throws InterruptedException {
    ProcessHandle handle = state().running(part).orElse(null);
    if (handle != null) {
      handle.destroyForcibly();
      awaitEnd(handle, Duration.ofSeconds(10));
    }
    forget(part);
  }

  /** Asks all of them to end at once, waits, and kills those that did not end in time. */
  void stop(List<Part> parts, Duration timeout) throws InterruptedException {
    Map<Part, ProcessHandle> ending = new LinkedHashMap<>();
    for (Part part : parts) {
      state().running(part).ifPresent(handle -> ending.put(part, handle));
    }
    ending.values().forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + timeout.toNanos();
    for (ProcessHandle handle : ending.values()) {
      awaitEnd(handle, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    for (Part part : parts) {
      kill(part);
    }
  }

  private void forget(Part part) {
    StackState.read(settings.directory())
        .ifPresent(state -> state.without(part).write(settings.directory()));
  }

  private static void awaitEnd(ProcessHandle handle, Duration timeout) throws InterruptedException {
    try {
      handle.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // the caller looks again and goes on with what it finds
    }
  }

  private static File nothing() {
    return Path.of(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null")
        .toFile();
  }
}
