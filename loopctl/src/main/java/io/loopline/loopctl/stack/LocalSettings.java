package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of the stack a command line means. */
public final class LocalSettings {
  private static final int LARGEST_OFFSET = 50_000;

  private LocalSettings() {}

  /** A running stack keeps its ports; otherwise the default ones, moved by the offset. */
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
    Optional<StackState> running =
        StackState.read(directory).filter(state -> !state.running().isEmpty());
    StackPorts ports =
        running.map(StackState::ports).orElseGet(() -> StackPorts.DEFAULT.plus(portOffset));
    return new StackSettings(
        Connection.home(), directory, ports, partitions, Map.of(), List.of(), List.of());
  }

  /** Shows the steps of starting and stopping on standard error. */
  public static Consumer<String> progress(Connection connection) {
    return line -> {
      connection.err().println(line);
      connection.err().flush();
    };
  }
}
