package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of the stack a command line means. */
public final class LocalSettings {
  private static final int LARGEST_OFFSET = 50_000;

  private LocalSettings() {}

  /**
   * The same for starting it: with the broker named by {@code --bootstrap}, else the one a running
   * stack is on, else one of its own.
   *
   * @throws CliFailure when the stack runs on another broker than the one named
   */
  public static StackSettings forStart(Connection connection, int portOffset, int partitions) {
    StackSettings settings = of(connection, portOffset, partitions);
    Optional<String> named = connection.namedBootstrap();
    Optional<StackState> running = running(connection);
    if (named.isEmpty() || running.map(StackState::bootstrap).equals(named)) {
      return settings;
    }
    if (running.isPresent()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "the stack in %s runs on the broker at %s; stop it with ./loop down before it goes to %s"
              .formatted(connection.directory(), running.get().bootstrap(), named.get()));
    }
    connection.requireReachable();
    return settings.withExternalBroker(named.get());
  }

  /**
   * A running stack keeps its ports and its broker; otherwise the default ports, moved by the
   * offset, and a broker of its own.
   */
  public static StackSettings of(Connection connection, int portOffset, int partitions) {
    if (portOffset < 0 || portOffset > LARGEST_OFFSET) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "--port-offset must be 0 to %d, not %d".formatted(LARGEST_OFFSET, portOffset));
    }
    if (partitions < 0) {
      throw new CliFailure(ExitCode.BAD_INPUT, "--partitions must be positive, not " + partitions);
    }
    Path directory = connection.directory();
    Optional<StackState> running = running(connection);
    StackPorts ports =
        running.map(StackState::ports).orElseGet(() -> StackPorts.DEFAULT.plus(portOffset));
    return new StackSettings(
        Connection.home(),
        directory,
        ports,
        partitions,
        ProcessOptions.NONE,
        running.map(StackState::externalBootstrap).orElse(null));
  }

  private static Optional<StackState> running(Connection connection) {
    return StackState.read(connection.directory()).filter(state -> !state.running().isEmpty());
  }

  /** Shows the steps of starting and stopping on standard error. */
  public static Consumer<String> progress(Connection connection) {
    return line -> {
      connection.err().println(line);
      connection.err().flush();
    };
  }
}
