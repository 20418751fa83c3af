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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and ends the stack's processes and writes each down before anything else happens. */
final class StackProcesses {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
  private static final long POLL_MS = 20;

  private final StackSettings settings;

  StackProcesses(StackSettings settings) {
    this.settings = settings;
  }

  StackState state() {
    return StackState.read(settings.directory())
        .orElseGet(() ->
            new StackState(
                settings.ports(), settings.artifacts(), List.of(), settings.externalBootstrap()));
  }

  void start(Part part) {
    List<String> command = new JvmCommands(settings).of(part);
    File log = settings.log(part).toFile();
    try {
      Files.createDirectories(settings.log(part).getParent());
      Files.createDirectories(settings.data(part));
      Files.createDirectories(settings.artifacts());
      Process process =
          new ProcessBuilder(onItsOwn(command))
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

  /** Returns when the process is gone; does nothing when there is none. */
  void kill(Part part) throws InterruptedException {
    Optional<StackProcess> process = recorded(part);
    process.flatMap(StackProcess::handle).ifPresent(ProcessHandle::destroyForcibly);
    if (process.isPresent()) {
      awaitEnd(process.get(), System.nanoTime() + KILL_TIMEOUT.toNanos());
      forget(part);
    }
  }

  /** Asks all of them to end at once, waits, and kills those that did not end in time. */
  void stop(List<Part> parts, Duration timeout) throws InterruptedException {
    List<StackProcess> ending = parts.stream().flatMap(part -> recorded(part).stream()).toList();
    ending.forEach(process -> process.handle().ifPresent(ProcessHandle::destroy));
    long deadline = System.nanoTime() + timeout.toNanos();
    for (StackProcess process : ending) {
      awaitEnd(process, deadline);
    }
    for (Part part : parts) {
      kill(part);
    }
  }

  private Optional<StackProcess> recorded(Part part) {
    return state().processes().stream().filter(process -> process.part() == part).findFirst();
  }

  private void forget(Part part) {
    StackState.read(settings.directory())
        .ifPresent(state -> state.without(part).write(settings.directory()));
  }

  // Another command's processes are no children of this one, and for those onExit looks only every
  // few seconds.
  private static void awaitEnd(StackProcess process, long deadlineNanos)
      throws InterruptedException {
    while (process.handle().isPresent() && System.nanoTime() - deadlineNanos < 0) {
      Thread.sleep(POLL_MS);
    }
  }

  /**
   * Ctrl-C reaches every process of a terminal at once, and a closed terminal too. These are to end
   * in order, services before the broker, so they ignore both; exec keeps the pid.
   */
  private static List<String> onItsOwn(List<String> command) {
    List<String> shielded =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    shielded.addAll(command);
    return shielded;
  }

  private static File nothing() {
    return Path.of(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null")
        .toFile();
  }
}
