package io.loopline.loopctl.doctor;

import io.loopline.loopctl.doctor.Machine.Disk;
import io.loopline.loopctl.doctor.Machine.Java;
import io.loopline.loopctl.doctor.Machine.Port;
import io.loopline.loopctl.stack.PortUse;
import io.loopline.loopctl.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at this machine. Changes nothing but a file that it removes again. */
final class Probes {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> SANDBOX_TRIAL =
      List.of(
          "bwrap",
          "--unshare-user",
          "--unshare-pid",
          "--unshare-net",
          "--die-with-parent",
          "--ro-bind",
          "/",
          "/",
          "--proc",
          "/proc",
          "--dev",
          "/dev",
          "true");
  private static final List<String> DOCKER_TRIAL =
      List.of("docker", "version", "--format", "{{.Server.Version}}");

  private final StackSettings stack;
  private final Commands commands;

  Probes(StackSettings stack, String path) {
    this.stack = stack;
    this.commands = new Commands(path, PATIENCE);
  }

  Machine look() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Program, Future<Answer>> asked = new EnumMap<>(Program.class);
      for (Program program : Program.values()) {
        asked.put(program, threads.submit(() -> commands.run(program.question())));
      }
      Future<Answer> sandbox = threads.submit(() -> commands.run(SANDBOX_TRIAL));
      Future<Answer> docker = threads.submit(() -> commands.run(DOCKER_TRIAL));
      Map<Program, Answer> programs = new EnumMap<>(Program.class);
      for (Map.Entry<Program, Future<Answer>> answer : asked.entrySet()) {
        programs.put(answer.getKey(), answer.getValue().get());
      }
      return new Machine(
          java(),
          programs,
          sandbox.get(),
          Kernel.forbidsUserNamespaces(),
          docker.get(),
          ports(),
          Kernel.availableMemory(),
          disk());
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a probe failed (bug)", bug);
    }
  }

  private static Java java() {
    Path home = Path.of(System.getProperty("java.home"));
    return new Java(
        Runtime.version(), home, Files.isExecutable(home.resolve("bin").resolve("javac")));
  }

  private List<Port> ports() {
    return PortUse.of(stack).stream()
        .map(use -> new Port(use.purpose(), use.port(), holder(use)))
        .toList();
  }

  private static Machine.Holder holder(PortUse use) {
    if (!use.taken()) {
      return new Machine.Holder.Nobody();
    }
    return use.ownPid().isPresent()
        ? new Machine.Holder.Ourselves(use.ownPid().getAsLong())
        : new Machine.Holder.Another(Kernel.listener(use.port()));
  }

  private Disk disk() {
    Path directory = stack.directory();
    Path present = directory;
    while (!Files.exists(present) && present.getParent() != null) {
      present = present.getParent();
    }
    try {
      long usable = Files.getFileStore(present).getUsableSpace();
      return new Disk(directory, usable, refusal(present, present.equals(directory)));
    } catch (IOException failure) {
      return new Disk(directory, 0, Optional.of(String.valueOf(failure)));
    }
  }

  private static Optional<String> refusal(Path present, boolean itself) {
    if (!Files.isDirectory(present)) {
      return Optional.of(present + " is not a directory");
    }
    if (!itself) {
      return Files.isWritable(present)
          ? Optional.empty()
          : Optional.of("no permission to create it in " + present);
    }
    try {
      Files.delete(Files.createTempFile(present, "doctor-", ".tmp"));
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(String.valueOf(failure));
    }
  }
}
