package io.loopline.loopctl.loops;

import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop watch ID}: shows a loop until it ends. */
@Command(
    name = "watch",
    description = {
      "Shows a loop's progress until it ends, then its result.",
      "On a terminal the picture is redrawn in place; otherwise one line per transition, with"
          + " --json one JSON object per line, the result last.",
      "Exit code 0 when the loop SUCCEEDED, else 1."
    })
public final class WatchCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  private final Access access;
  private final Terminal terminal;

  public WatchCommand() {
    this(Access.toKafka(), Terminal.detect());
  }

  WatchCommand(Access access, Terminal terminal) {
    this.access = access;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return access.use(connection, broker -> watch(broker, access, terminal, connection, loopId));
  }

  /** Shows the loop to its end and prints the result. */
  static int watch(
      LoopBroker broker, Access access, Terminal terminal, Connection connection, String loopId) {
    Output output = Output.of(connection);
    LoopWatch watch = new LoopWatch(broker, access.clock(), terminal.progress(output), loopId);
    LoopWatch.End end = watch.untilEnd();
    end.result().ifPresent(result -> ResultReport.printLast(connection, output, result));
    return end.exitCode();
  }
}
