package io.loopline.loopctl;

import io.loopline.loopctl.stack.LocalSettings;
import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop demo}: everything once, with real parts and real data. */
@Command(
    name = "demo",
    description = {
      "Starts the local stack, runs the data-processing goal of examples/ to its end, shows the"
          + " result and the audit timeline, and stops what it started.",
      "Exit code 0 only when the loop SUCCEEDED."
    })
final class DemoCommand implements Callable<Integer> {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Add N to every port of the stack it starts (default 0).")
  private int portOffset;

  @Override
  public Integer call() throws InterruptedException {
    Path goal =
        Connection.home().resolve("examples").resolve("data-processing").resolve("goal.yaml");
    if (!Files.exists(goal)) {
      throw new CliFailure(
          ExitCode.BAD_INPUT, goal + " is missing; run this in a complete checkout");
    }
    LocalStack stack =
        new LocalStack(
            LocalSettings.forStart(connection, portOffset, 0), LocalSettings.progress(connection));
    List<Part> started = stack.up();
    if (started.isEmpty()) {
      connection.err().println("the stack is up already; it is used and left up");
      connection.err().flush();
    }
    Thread onInterrupt = new Thread(() -> stop(stack, started), "demo-stop");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      return run(goal, "demo-" + TO_THE_SECOND.format(Instant.now()));
    } finally {
      stop(stack, started);
    }
  }

  private int run(Path goal, String loopId) {
    int exitCode = loop("submit", goal.toString(), "--id", loopId, "--watch");
    if (exitCode == ExitCode.OK || exitCode == ExitCode.NOT_SUCCEEDED) {
      connection.out().println();
      loop("audit", loopId);
    }
    return exitCode;
  }

  private int loop(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--dir", connection.directory().toString()));
    if (connection.verbose()) {
      arguments.add("--verbose");
    }
    if (connection.json()) {
      arguments.add("--json");
    }
    return LoopCtl.execute(connection.out(), connection.err(), arguments.toArray(new String[0]));
  }

  // At the end and, when somebody presses Ctrl-C, from the shutdown hook: whichever comes first
  // does it.
  private void stop(LocalStack stack, List<Part> started) {
    synchronized (stack) {
      try {
        List<Part> stopped = stack.down(started);
        if (!stopped.isEmpty()) {
          connection
              .err()
              .println("stopped " + String.join(", ", stopped.stream().map(Part::id).toList()));
          connection.err().flush();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
