package io.loopline.loopctl.stack;

import io.loopline.loopctl.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop up}. */
@Command(
    name = "up",
    description = {
      "Start the local stack: broker, registry, topics, schemas, services.",
      "With --bootstrap no broker is started: registry and services run against the one named,"
          + " which must be for this stack alone."
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description =
          "Add N to every port (default 0: broker 9092 and 9093, registry 8081, services 8091 to"
              + " 8093).")
  private int portOffset;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of every topic when they are created (default 4).")
  private int partitions;

  @Override
  public Integer call() throws InterruptedException {
    StackSettings settings = LocalSettings.forStart(connection, portOffset, partitions);
    LocalStack stack = new LocalStack(settings, LocalSettings.progress(connection));
    List<Part> started = stack.up();
    if (started.isEmpty()) {
      connection.err().println("the stack is up already");
    }
    connection.err().flush();
    return new StatusCommand(connection).call();
  }
}
