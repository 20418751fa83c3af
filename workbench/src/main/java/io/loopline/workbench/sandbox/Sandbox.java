package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import io.loopline.workbench.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs with bubblewrap: namespaces of their own for users, processes, mounts, network, IPC
 * and host name, no capability, a read-only system, an empty environment, no network, and limits. A
 * program is an argv, never a shell line. When a run returns, no process of it is left.
 *
 * <p>As root, programs run as another, unprivileged user, because the kernel's limit on processes
 * does not bind root. Fails closed: without bubblewrap or user namespaces nothing runs.
 * Thread-safe.
 */
public final class Sandbox {
  /** Less than the 30 s a controller adds to the wall time of an action. */
  private static final Duration PLACE_WAIT = Duration.ofSeconds(20);

  private static final Duration PROBE = Duration.ofSeconds(10);

  private final SandboxSettings settings;
  private final Semaphore places;
  private final SystemParts system;
  private final AccountFiles accounts;
  private final Path javaHome;
  private final int ownUid;

  /**
   * Prepares one; looks for no program yet.
   *
   * @param directory for a few small files of its own
   * @param places how many programs run at once
   */
  public Sandbox(SandboxSettings settings, Path directory, int places) throws IOException {
    this.settings = requireNonNull(settings, "settings is null");
    this.places = new Semaphore(places, true);
    this.javaHome = Path.of(System.getProperty("java.home")).toRealPath();
    this.system = new SystemParts(javaHome, settings.readOnly());
    this.accounts = new AccountFiles(directory.toAbsolutePath().normalize());
    this.ownUid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** The limits of a program that this deployment sets, with those of its step. */
  public SandboxLimits limits(
      Duration wall, long memoryBytes, long outputBytes, long workspaceBytes) {
    return settings.limits(wall, memoryBytes, outputBytes, workspaceBytes);
  }

  /**
   * Runs a program to its end. Waiting for a place does not count as its time.
   *
   * @throws InterruptedException when the caller is to stop; the program is killed first
   * @throws IOException if this machine failed, not the program
   */
  public SandboxOutcome run(SandboxRequest request) throws IOException, InterruptedException {
    Optional<String> missing = missingReadOnly();
    if (missing.isPresent()) {
      return new SandboxOutcome.NotAvailable(missing.get());
    }
    return switch (Programs.find(
        settings.bwrap(), System.getenv().getOrDefault("PATH", "/usr/bin"))) {
      case Programs.Search.Missing(String reason) -> new SandboxOutcome.NotAvailable(reason);
      case Programs.Search.Found(Programs programs) -> inPlace(request, programs);
    };
  }

  private Optional<String> missingReadOnly() {
    return settings.readOnly().stream()
        .filter(path -> !Files.exists(path))
        .findFirst()
        .map(path -> SandboxSettings.READ_ONLY + " names " + path + ", which is not there");
  }

  private SandboxOutcome inPlace(SandboxRequest request, Programs programs)
      throws IOException, InterruptedException {
    if (!isFolder(request)) {
      return new SandboxOutcome.NotStarted(
          "there is no folder '" + request.cwd() + "' in the workspace to run in");
    }
    if (!places.tryAcquire(PLACE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return new SandboxOutcome.Busy();
    }
    try {
      Path workspace = request.workspace().toRealPath();
      SandboxRequest real = request.in(workspace);
      if (ownUid == 0) {
        WorkspaceOwner.give(workspace, settings.uid());
      }
      try {
        return outcome(real, programs, supervised(real, programs));
      } finally {
        if (ownUid != 0) {
          WorkspaceOwner.open(workspace);
        }
      }
    } finally {
      places.release();
    }
  }

  private static boolean isFolder(SandboxRequest request) {
    return request.cwd().isEmpty()
        || (WorkspacePath.resolve(request.workspace(), request.cwd())
                instanceof WorkspacePath.Resolution.Inside inside
            && Files.isDirectory(inside.file(), LinkOption.NOFOLLOW_LINKS));
  }

  private SandboxOutcome outcome(SandboxRequest request, Programs programs, Supervision.End end)
      throws IOException, InterruptedException {
    if (end.breach() != null) {
      return new SandboxOutcome.Killed(
          end.breach().limit(), end.breach().message(), end.output(), end.usage());
    }
    String firstLine = end.output().stderr().lines().findFirst().orElse("");
    if (Complaint.isOfTheProgramStart(end.exitCode(), firstLine)) {
      return new SandboxOutcome.NotStarted(
          Complaint.startReason(request.argv().getFirst(), firstLine));
    }
    if (Complaint.mayBeOfTheSandbox(end.exitCode(), firstLine)) {
      // a program can write such a line too, so ask the sandbox without the program
      Supervision.End probe = supervised(request.probe(PROBE), programs);
      if (probe.exitCode() != 0 || probe.breach() != null) {
        return new SandboxOutcome.NotAvailable(
            Complaint.sandboxReason(probe.output().stderr(), programs));
      }
    }
    return new SandboxOutcome.Exited(end.exitCode(), end.output(), end.usage());
  }

  /** Starts and watches it on a thread of its own, and kills it when this thread is interrupted. */
  private Supervision.End supervised(SandboxRequest request, Programs programs)
      throws IOException, InterruptedException {
    String mark = UUID.randomUUID().toString();
    Supervision supervision = new Supervision(commandLine(request, mark, programs), mark, request);
    FutureTask<Supervision.End> task = new FutureTask<>(supervision::run);
    Thread thread = Thread.ofPlatform().daemon().name("sandbox").start(task);
    try {
      return task.get();
    } catch (InterruptedException stopped) {
      thread.interrupt();
      joinWithoutInterrupt(thread);
      throw stopped;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw new IOException("a sandbox failed: " + broken.getMessage(), broken);
      }
      throw new IllegalStateException("bug in the sandbox", failed.getCause());
    }
  }

  private static void joinWithoutInterrupt(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> commandLine(SandboxRequest request, String mark, Programs programs)
      throws IOException {
    boolean root = ownUid == 0;
    int uid = root ? settings.uid() : ownUid;
    CommandLine line = new CommandLine(programs, system, accounts, root ? uid : 0);
    List<String> inner = line.of(request, mark, javaHome, ProcessFacts.tasksOf(uid));
    if (!root) {
      return inner;
    }
    List<Path> readOnly = new ArrayList<>(system.readOnly());
    readOnly.addAll(accounts.paths());
    readOnly.addAll(programs.all());
    List<String> way = Vestibule.options(List.of(request.workspace()), readOnly, uid);
    if (way.isEmpty()) {
      return inner;
    }
    List<String> outer = new ArrayList<>(List.of(programs.bwrap().toString()));
    outer.addAll(way);
    outer.add("--");
    outer.addAll(inner);
    return outer;
  }
}
