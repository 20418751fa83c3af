package io.loopline.loopctl.stack;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(start -> Duration.between(startedAt, start).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }
}
