package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures a workspace while a program writes to it, so seldom that measuring takes a tenth of the
 * time at most. Single-threaded.
 */
final class WorkspaceGauge {
  private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final int PAUSE_FACTOR = 10;

  private final Path workspace;
  private final SandboxLimits limits;
  private long nextNanos;

  WorkspaceGauge(Path workspace, SandboxLimits limits, long startNanos) {
    this.workspace = workspace;
    this.limits = limits;
    this.nextNanos = startNanos + SHORTEST_PAUSE_NANOS;
  }

  /** The limit the workspace is over; empty if none, or if it is not time to look again. */
  Optional<SandboxLimit> breach(long nowNanos) throws IOException {
    if (nowNanos - nextNanos < 0) {
      return Optional.empty();
    }
    Measure measure = new Measure();
    Files.walkFileTree(workspace, measure);
    long end = System.nanoTime();
    nextNanos = end + Math.max(SHORTEST_PAUSE_NANOS, PAUSE_FACTOR * (end - nowNanos));
    return Optional.ofNullable(measure.breach);
  }

  private final class Measure extends SimpleFileVisitor<Path> {
    private long bytes;
    private int files;
    private int folders;
    private @Nullable SandboxLimit breach;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      folders++;
      return next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files++;
      bytes += attributes.size();
      return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE; // gone again, closed or too deep; not a file to measure
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult next() {
      if (bytes > limits.workspaceBytes()) {
        breach = SandboxLimit.WORKSPACE;
      } else if (files > limits.workspaceFiles() || folders > limits.workspaceFiles()) {
        breach = SandboxLimit.FILES;
      }
      return breach == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
