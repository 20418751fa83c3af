package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sandbox, from its start until nothing of it is left: starts it, drains its output,
 * looks at its processes every few milliseconds and ends it at a limit.
 *
 * <p>Runs on a platform thread of its own that lives as long as the sandbox, because the kernel
 * ends the sandbox with the <em>thread</em> that started it.
 */
final class Supervision {
  private static final Duration SAMPLE_EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SIGXCPU = 24;
  private static final int SIGXFSZ = 25;
  private static final int SIGNALLED = 128;

  /** How a run ended. */
  record End(int exitCode, @Nullable Breach breach, SandboxOutput output, SandboxUsage usage) {}

  /** A limit and what was found. */
  record Breach(SandboxLimit limit, String message) {}

  private final List<String> commandLine;
  private final String mark;
  private final String stdin;
  private final LimitWatch watch;
  private final ClippedStream stdout;
  private final ClippedStream stderr;
  private @Nullable String namespace;

  /**
   * Prepares a run.
   *
   * @param mark stands in the command line and in that of no other run
   */
  Supervision(List<String> commandLine, String mark, SandboxRequest request) {
    SandboxLimits limits = request.limits();
    this.commandLine = List.copyOf(commandLine);
    this.mark = mark;
    this.stdin = request.stdin();
    int each = (int) Math.min(limits.outputBytes() / 2 + 1, 64 << 20);
    this.stdout = new ClippedStream(each);
    this.stderr = new ClippedStream(each);
    this.watch = new LimitWatch(limits, request.workspace(), () -> stdout.total() + stderr.total());
  }

  /**
   * Runs it to its end.
   *
   * @throws InterruptedException when it is to stop; nothing of it is left then
   * @throws IOException if it cannot be started, or if something of it is left
   */
  End run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(commandLine);
    builder.environment().clear(); // its first process shows it to the program
    Process process = builder.start();
    Thread out = drain(process.getInputStream(), stdout, "stdout");
    Thread err = drain(process.getErrorStream(), stderr, "stderr");
    feed(process.getOutputStream());
    Breach breach;
    try {
      breach = untilEnd(process, start);
    } finally {
      end(process);
    }
    join(out, process.getInputStream());
    join(err, process.getErrorStream());
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    SandboxOutput output =
        new SandboxOutput(
            stdout.text(),
            stderr.text(),
            stdout.total(),
            stderr.total(),
            stdout.truncated() || stderr.truncated());
    int exitCode = process.exitValue();
    return new End(
        exitCode, breach == null ? ofSignal(exitCode) : breach, output, watch.usage(wall));
  }

  private @Nullable Breach untilEnd(Process process, long start)
      throws IOException, InterruptedException {
    while (!process.waitFor(pause().toNanos(), TimeUnit.NANOSECONDS)) {
      ProcessTree tree = ProcessTree.below(process.pid());
      namespace = namespaceOf(tree.first());
      Optional<Breach> breach = watch.breach(tree, start);
      if (breach.isPresent()) {
        return breach.get();
      }
    }
    return null;
  }

  /** The namespace that is known already, or else that of the first process. */
  private @Nullable String namespaceOf(Optional<ProcessFacts> first) {
    return namespace == null
        ? first.flatMap(each -> ProcessFacts.namespace(each.pid())).orElse(null)
        : namespace;
  }

  /** Short until the first process is seen, so that its namespace is known even of a short run. */
  private Duration pause() {
    return namespace == null ? Duration.ofMillis(2) : SAMPLE_EVERY;
  }

  /** Limits the kernel watches end a program by a signal. */
  private @Nullable Breach ofSignal(int exitCode) {
    return switch (exitCode - SIGNALLED) {
      case SIGXCPU -> watch.cpuBreach();
      case SIGXFSZ -> watch.fileSizeBreach();
      default -> null;
    };
  }

  /** Kills what still runs, and returns when nothing of it is left. */
  private void end(Process process) throws IOException {
    boolean interrupted = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive()) {
      boolean late = deadline - System.nanoTime() < PATIENCE.toNanos() / 2;
      Optional<ProcessFacts> first = ProcessTree.below(process.pid()).first();
      if (late) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      } else if (first.isPresent()) {
        namespace = namespaceOf(first);
        // the kernel ends all others with it before those that wait for it learn of its end
        ProcessHandle.of(first.get().pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      // else it is still being set up: whoever is killed now may leave a child that nobody finds
      try {
        process.waitFor(first.isPresent() ? 100 : 2, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        interrupted = true; // it was asked to stop, and is doing that
      }
      requireTime(deadline, List.of(process.pid()));
    }
    // bubblewrap ends with the program, its first process a moment later and with it the others
    for (List<Long> left = remains(); !left.isEmpty(); left = remains()) {
      requireTime(deadline, left);
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Long> remains() throws IOException {
    return ProcessTree.remains(mark, namespace);
  }

  private static void requireTime(long deadline, List<Long> left) throws IOException {
    if (deadline - System.nanoTime() < 0) {
      throw new IOException("processes of a sandbox outlived their SIGKILL: " + left);
    }
  }

  private static Thread drain(InputStream from, ClippedStream to, String name) {
    return Thread.ofPlatform()
        .daemon()
        .name("sandbox-" + name)
        .start(() -> {
          byte[] buffer = new byte[64 << 10];
          try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
              to.add(buffer, n);
            }
          } catch (IOException _) {
            return; // closed by join, because nobody is left who could write
          }
        });
  }

  private void feed(OutputStream to) {
    Thread.ofPlatform()
        .daemon()
        .name("sandbox-stdin")
        .start(() -> {
          try (to) {
            to.write(stdin.getBytes(StandardCharsets.UTF_8));
          } catch (IOException _) {
            return; // it ended without reading all, which is its right
          }
        });
  }

  private static void join(Thread drain, InputStream stream)
      throws IOException, InterruptedException {
    if (!drain.join(PATIENCE)) {
      stream.close();
      throw new IOException("the output of a sandbox did not end with it");
    }
  }
}
