package io.loopline.loopctl.stack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process of the local stack as written down when it started. A pid alone may be somebody
 * else's by now, so a process counts as ours only when its start time is the recorded one.
 */
public record StackProcess(Part part, long pid, Instant startedAt) {
  // The kernel derives start times from ticks since boot; a clock correction moves all of them a
  // little.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public StackProcess {
    requireNonNull(part, "part is null");
    requireNonNull(startedAt, "startedAt is null");
  }

  /** The running process, or empty when it ended or its pid now belongs to another one. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(this::isOurs)
        .filter(_ -> !isZombie());
  }

  private boolean isOurs(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(start -> Duration.between(startedAt, start).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  // In a container without an init nobody collects ended orphans, and Java counts those as alive.
  // One with threads left is still ending: its ports are not free yet.
  private boolean isZombie() {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      String stat = Files.readString(process.resolve("stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2) && threads.count() <= 1;
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }
}
